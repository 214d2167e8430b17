using System.Runtime.InteropServices;
using Rocks = RocksDbSharp.Native;

namespace VeritasVault.Storage.RocksDb;

/// <summary>
/// Owner of the open database and its column families. It knows nothing of blocks or failures: it passes on the error
/// texts it gets. Whoever calls it makes sure that nobody does so during or after <see cref="Dispose"/>.
/// </summary>
internal sealed unsafe class NativeDatabase : IDisposable
{
    // Part of the format, in the order of the handles: the first is RocksDB's own and stays empty, then the blocks,
    // then one per StoreTable in the order of its numbers.
    private static readonly string[] Names =
    [
        "default", "blocks", "info", "metadata", "registry", "positions", "open", "ids", "account-history", "tiles",
    ];

    private readonly NativeSettings _settings;
    private readonly nint[] _tables;
    private readonly nint _database;

    private NativeDatabase(nint database, nint[] tables, NativeSettings settings)
    {
        _database = database;
        _tables = tables;
        _settings = settings;
    }

    public nint Blocks => _tables[1];

    /// <summary>Opens the database in a directory; null and RocksDB's text when that fails.</summary>
    public static NativeDatabase? Open(string directory, RocksDbStoreOptions options, bool create, out string? error)
    {
        NativeSettings settings = new(options, create);
        nint path = Marshal.StringToCoTaskMemUTF8(directory);
        try
        {
            nint[] tableOptions =
                [settings.Rows, settings.Blocks, .. Enumerable.Repeat(settings.Rows, StoreLimits.Tables)];
            nint[] tables = new nint[Names.Length];
            nint database = Rocks.Instance.rocksdb_open_column_families(
                settings.Database, path, Names.Length, Names, tableOptions, tables, out nint fault);
            error = NativeText.Take(fault);
            if (error is not null)
            {
                settings.Dispose();
                return null;
            }

            return new NativeDatabase(database, tables, settings);
        }
        finally
        {
            Marshal.FreeCoTaskMem(path);
        }
    }

    public nint Table(StoreTable table) => _tables[(int)table + 2];

    public string? WriteSynced(NativeBatch batch) => Write(batch, _settings.CommitWrite);

    public string? Write(NativeBatch batch) => Write(batch, _settings.DeriveWrite);

    public string? SyncLog()
    {
        Rocks.Instance.rocksdb_flush_wal(_database, 1, out nint error);
        return NativeText.Take(error);
    }

    /// <summary>Copies a part of a block from an offset on, as far as both reach; -1 when it is not there.</summary>
    public string? ReadBlock(ReadOnlySpan<byte> key, int offset, Span<byte> destination, out int copied)
    {
        nint pinned = Pin(Blocks, _settings.BlockRead, key, out string? error);
        copied = -1;
        if (pinned != 0)
        {
            ReadOnlySpan<byte> part = Pinned(pinned);
            copied = Math.Clamp(part.Length - offset, 0, destination.Length);
            part.Slice(Math.Min(offset, part.Length), copied).CopyTo(destination);
            Rocks.Instance.rocksdb_pinnableslice_destroy(pinned);
        }

        return error;
    }

    public string? ReadRow(StoreTable table, ReadOnlySpan<byte> key, out byte[]? value)
    {
        nint pinned = Pin(Table(table), _settings.PointRead, key, out string? error);
        value = null;
        if (pinned != 0)
        {
            value = Pinned(pinned).ToArray();
            Rocks.Instance.rocksdb_pinnableslice_destroy(pinned);
        }

        return error;
    }

    public NativeScan Scan(nint table) => new(_database, _settings.ScanRead, table);

    public NativeScan ScanBlocks() => new(_database, _settings.BlockRead, Blocks);

    public void Dispose()
    {
        foreach (nint table in _tables)
        {
            Rocks.Instance.rocksdb_column_family_handle_destroy(table);
        }

        Rocks.Instance.rocksdb_close(_database);
        _settings.Dispose();
    }

    private string? Write(NativeBatch batch, nint writeOptions)
    {
        Rocks.Instance.rocksdb_write(_database, writeOptions, batch.Handle, out nint error);
        return NativeText.Take(error);
    }

    private nint Pin(nint table, nint readOptions, ReadOnlySpan<byte> key, out string? error)
    {
        fixed (byte* bytes = key)
        {
            nint pinned = Rocks.Instance.rocksdb_get_pinned_cf(
                _database, readOptions, table, bytes, (nuint)key.Length, out nint fault);
            error = NativeText.Take(fault);
            return pinned;
        }
    }

    private static ReadOnlySpan<byte> Pinned(nint pinned)
    {
        nint bytes = Rocks.Instance.rocksdb_pinnableslice_value(pinned, out nuint length);
        return new ReadOnlySpan<byte>((void*)bytes, checked((int)length));
    }
}
