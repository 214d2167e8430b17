using Rocks = RocksDbSharp.Native;

namespace VeritasVault.Storage.RocksDb;

/// <summary>One native iterator; it sees the state at its creation. Not thread-safe, and gone after
/// <see cref="Dispose"/>.</summary>
internal sealed unsafe class NativeScan : IDisposable
{
    private nint _iterator;

    public NativeScan(nint database, nint readOptions, nint table) =>
        _iterator = Rocks.Instance.rocksdb_create_iterator_cf(database, readOptions, table);

    public ReadOnlySpan<byte> Key
    {
        get
        {
            nint bytes = Rocks.Instance.rocksdb_iter_key(_iterator, out nuint length);
            return new ReadOnlySpan<byte>((void*)bytes, checked((int)length));
        }
    }

    public ReadOnlySpan<byte> Value
    {
        get
        {
            nint bytes = Rocks.Instance.rocksdb_iter_value(_iterator, out nuint length);
            return new ReadOnlySpan<byte>((void*)bytes, checked((int)length));
        }
    }

    public bool IsValid => Rocks.Instance.rocksdb_iter_valid(_iterator) != 0;

    /// <summary>Why the iterator is not valid: null at the end of the table, a text after a fault.</summary>
    public string? Error()
    {
        Rocks.Instance.rocksdb_iter_get_error(_iterator, out nint error);
        return NativeText.Take(error);
    }

    public void SeekToLast() => Rocks.Instance.rocksdb_iter_seek_to_last(_iterator);

    public void Seek(ReadOnlySpan<byte> key)
    {
        if (key.IsEmpty)
        {
            Rocks.Instance.rocksdb_iter_seek_to_first(_iterator);
            return;
        }

        fixed (byte* bytes = key)
        {
            Rocks.Instance.rocksdb_iter_seek(_iterator, bytes, (nuint)key.Length);
        }
    }

    public void Next() => Rocks.Instance.rocksdb_iter_next(_iterator);

    public void Dispose()
    {
        if (_iterator != 0)
        {
            Rocks.Instance.rocksdb_iter_destroy(_iterator);
            _iterator = 0;
        }
    }
}
