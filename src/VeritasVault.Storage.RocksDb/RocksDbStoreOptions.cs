namespace VeritasVault.Storage.RocksDb;

/// <summary>Settings of a <see cref="RocksDbLedgerStore"/>; checked once at open, not changed afterwards, none of them
/// part of the format.</summary>
public sealed record RocksDbStoreOptions
{
    /// <summary>Make a new ledger where there is none; otherwise that is <see cref="StoreFailure.NotFound"/>. Default:
    /// true.</summary>
    public bool CreateIfMissing { get; init; } = true;

    /// <summary>
    /// Memory for what is read, write buffers included, in bytes. Default 64 MiB, bounds 1 MiB to 64 GiB and at least
    /// twice <see cref="WriteBufferBytes"/>.
    /// </summary>
    public long CacheBytes { get; init; } = 64 << 20;

    /// <summary>
    /// Memory for rows and blocks that are in the log but not yet in tables, in bytes, over all tables; also what a
    /// reopen may have to write. Default 16 MiB, bounds 256 KiB to 4 GiB.
    /// </summary>
    public long WriteBufferBytes { get; init; } = 16 << 20;

    /// <summary>
    /// Size of the file that is given up when a full disk would keep the ledger from opening, in bytes. Default 64 MiB,
    /// at least four times
    /// <see cref="WriteBufferBytes"/>, at most 16 GiB. A recovery may have to write two full buffers, each longer by
    /// the block that filled it, and begins a new log of one buffer: with blocks beyond half a write buffer choose
    /// more.
    /// </summary>
    public long ReserveBytes { get; init; } = 64 << 20;

    /// <summary>
    /// Free space below which <see cref="ILedgerStore.Space"/> is <see cref="StoreSpace.Low"/>, in bytes; a write is
    /// refused when it would leave less than half of it. Default 64 MiB, at least four times
    /// <see cref="WriteBufferBytes"/>, at most 1 TiB.
    /// </summary>
    public long LowSpaceBytes { get; init; } = 64 << 20;

    /// <summary>Table and value files kept open at once. Default 512, bounds 32 to 65,536.</summary>
    public int OpenFilesMax { get; init; } = 512;

    internal void Validate()
    {
        Bound(WriteBufferBytes, 256 << 10, 4L << 30, nameof(WriteBufferBytes));
        Bound(CacheBytes, Math.Max(1 << 20, 2 * WriteBufferBytes), 64L << 30, nameof(CacheBytes));
        Bound(ReserveBytes, 4 * WriteBufferBytes, 16L << 30, nameof(ReserveBytes));
        Bound(LowSpaceBytes, 4 * WriteBufferBytes, 1L << 40, nameof(LowSpaceBytes));
        Bound(OpenFilesMax, 32, 65_536, nameof(OpenFilesMax));
    }

    private static void Bound(long value, long least, long greatest, string name)
    {
        if (value < least || value > greatest)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {least} to {greatest}.");
        }
    }
}
