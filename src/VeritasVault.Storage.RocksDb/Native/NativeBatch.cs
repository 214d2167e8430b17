using Rocks = RocksDbSharp.Native;

namespace VeritasVault.Storage.RocksDb;

/// <summary>One write batch, used again for every write of its lane so that its buffer is grown once.</summary>
internal sealed unsafe class NativeBatch : IDisposable
{
    // One huge block must not keep its memory for ever.
    private const long KeptBytesMax = 8 << 20;

    private nint _batch = Rocks.Instance.rocksdb_writebatch_create();
    private long _bytes;

    public nint Handle => _batch;

    public void Clear()
    {
        if (_bytes > KeptBytesMax)
        {
            Rocks.Instance.rocksdb_writebatch_destroy(_batch);
            _batch = Rocks.Instance.rocksdb_writebatch_create();
        }
        else
        {
            Rocks.Instance.rocksdb_writebatch_clear(_batch);
        }

        _bytes = 0;
    }

    public void Put(nint table, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        _bytes += key.Length + value.Length;
        fixed (byte* keyBytes = key)
        fixed (byte* valueBytes = value)
        {
            Rocks.Instance.rocksdb_writebatch_put_cf(
                _batch, table, keyBytes, (nuint)key.Length, valueBytes, (nuint)value.Length);
        }
    }

    public void Delete(nint table, ReadOnlySpan<byte> key)
    {
        _bytes += key.Length;
        fixed (byte* keyBytes = key)
        {
            Rocks.Instance.rocksdb_writebatch_delete_cf(_batch, table, keyBytes, (nuint)key.Length);
        }
    }

    public void Dispose()
    {
        if (_batch != 0)
        {
            Rocks.Instance.rocksdb_writebatch_destroy(_batch);
            _batch = 0;
        }
    }
}
