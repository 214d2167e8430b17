namespace VeritasVault.Storage.RocksDb;

/// <content>Point reads and scans.</content>
public sealed partial class RocksDbLedgerStore
{
    private readonly Lock _scansGate = new();
    private readonly HashSet<NativeScan> _scans = [];

    /// <inheritdoc/>
    public byte[]? ReadBlock(long blockNo)
    {
        Enter();
        try
        {
            MustBeKnown();
            if (blockNo < 1 || blockNo > LastBlockNo)
            {
                return null;
            }

            using NativeScan scan = _database.ScanBlocks();
            return BlockParts.ReadAll(scan, blockNo, out string? error) ?? throw Lost(blockNo, error);
        }
        finally
        {
            Leave();
        }
    }

    /// <inheritdoc/>
    public bool ReadBlock(long blockNo, int offset, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        Enter();
        try
        {
            MustBeKnown();
            if (blockNo < 1 || blockNo > LastBlockNo)
            {
                return false;
            }

            return BlockParts.Read(_database, blockNo, offset, destination, out string? error)
                ? true
                : throw Lost(blockNo, error);
        }
        finally
        {
            Leave();
        }
    }

    /// <inheritdoc/>
    public byte[]? Read(StoreTable table, ReadOnlySpan<byte> key)
    {
        StoreGuard.Check(table);
        StoreGuard.Check(key);
        Enter();
        try
        {
            MustBeKnown();
            MustHaveRead(_database.ReadRow(table, key, out byte[]? value));
            return value;
        }
        finally
        {
            Leave();
        }
    }

    /// <inheritdoc/>
    public IEnumerable<StoreRow> Scan(StoreTable table, byte[] from, byte[] to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        StoreGuard.Check(table);
        return Rows(table, [.. from], [.. to]);
    }

    private IEnumerable<StoreRow> Rows(StoreTable table, byte[] from, byte[] to)
    {
        NativeScan scan = OpenScan(table);
        try
        {
            for (StoreRow? row = Row(scan, from, to); row is not null; row = Row(scan, null, to))
            {
                yield return row.Value;
            }
        }
        finally
        {
            CloseScan(scan);
        }
    }

    private NativeScan OpenScan(StoreTable table)
    {
        Enter();
        try
        {
            MustBeKnown();
            NativeScan scan = _database.Scan(_database.Table(table));
            lock (_scansGate)
            {
                _scans.Add(scan);
            }

            return scan;
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>The first row from a key on, or the next one when none is given; null behind the last.</summary>
    private StoreRow? Row(NativeScan scan, byte[]? from, byte[] to)
    {
        Enter();
        try
        {
            MustBeKnown();
            if (from is null)
            {
                scan.Next();
            }
            else
            {
                scan.Seek(from);
            }

            if (!scan.IsValid)
            {
                // An iterator that met damage looks like one at its end; only its error tells.
                MustHaveRead(scan.Error());
                return null;
            }

            ReadOnlySpan<byte> key = scan.Key;
            return to.Length > 0 && key.SequenceCompareTo(to) >= 0 ? null
                : new StoreRow(key.ToArray(), scan.Value.ToArray());
        }
        finally
        {
            Leave();
        }
    }

    private void CloseScan(NativeScan scan)
    {
        // Shared, because closing the store frees the iterators that are still open and must not meet this one half
        // freed.
        _use.EnterReadLock();
        try
        {
            bool ours;
            lock (_scansGate)
            {
                ours = _scans.Remove(scan);
            }

            if (ours)
            {
                scan.Dispose();
            }
        }
        finally
        {
            _use.ExitReadLock();
        }
    }

    private void CloseScans_NeedsUse()
    {
        lock (_scansGate)
        {
            foreach (NativeScan scan in _scans)
            {
                scan.Dispose();
            }

            _scans.Clear();
        }
    }

    // Blocks are never removed: one that is not all there was lost with a table that the database does not know of any
    // more.
    private StoreException Lost(long blockNo, string? error) => error is not null
        ? StoreErrors.WhileReading(_directory, error)
        : StoreErrors.Of(StoreFailure.Corrupt, _directory, $"block {blockNo} is missing, or ends too early");

    private void MustHaveRead(string? error)
    {
        if (error is not null)
        {
            throw StoreErrors.WhileReading(_directory, error);
        }
    }
}
