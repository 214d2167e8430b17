namespace VeritasVault.Storage;

/// <summary>
/// The reference implementation of <see cref="ILedgerStore"/>: sorted tables in memory over a <see cref="MemoryDisk"/>
/// that outlives it. It reads no clock and no randomness; what goes wrong is decided by the injected
/// <see cref="IStoreFaults"/>.
/// </summary>
public sealed class MemoryLedgerStore : ILedgerStore
{
    private readonly MemoryDisk _disk;
    private readonly IStoreFaults? _faults;
    private volatile bool _broken;
    private volatile bool _disposed;

    private MemoryLedgerStore(MemoryDisk disk, IStoreFaults? faults)
    {
        _disk = disk;
        _faults = faults;
    }

    /// <summary>Opens the ledger on a disk; an untouched disk is an empty ledger.</summary>
    /// <param name="disk">Where the ledger is; one store at a time may have it open.</param>
    /// <param name="faults">Told of every step; null lets every step succeed.</param>
    /// <exception cref="StoreException"><see cref="StoreFailure.Locked"/>: another store has the disk open.</exception>
    public static MemoryLedgerStore Open(MemoryDisk disk, IStoreFaults? faults = null)
    {
        ArgumentNullException.ThrowIfNull(disk);
        faults?.At(StoreStep.Opening);
        MemoryLedgerStore store = new(disk, faults);
        disk.Attach(store);
        return store;
    }

    /// <inheritdoc/>
    public long LastBlockNo
    {
        get
        {
            MustBeUsable();
            return _disk.LastBlockNo(this);
        }
    }

    /// <inheritdoc/>
    public StoreSpace Space => _disk.Space;

    /// <inheritdoc/>
    public void Commit(in BlockWrite block)
    {
        MustBeUsable();
        StoreGuard.Check(block, _disk.LastBlockNo(this));
        BeforeWrite(StoreStep.CommitStarting);
        _disk.Commit(this, block);
        AfterWrite(StoreStep.CommitDurable);
    }

    /// <inheritdoc/>
    public void Derive(DerivedWrite write)
    {
        ArgumentNullException.ThrowIfNull(write);
        MustBeUsable();
        BeforeWrite(StoreStep.DeriveStarting);
        _disk.Derive(this, [.. write.Changes]);
        AfterWrite(StoreStep.DeriveWritten);
    }

    /// <inheritdoc/>
    public void Flush()
    {
        MustBeUsable();
        BeforeWrite(StoreStep.FlushStarting);
        _disk.Flush(this);
        AfterWrite(StoreStep.FlushDone);
    }

    /// <inheritdoc/>
    public byte[]? ReadBlock(long blockNo)
    {
        MustBeUsable();
        _faults?.At(StoreStep.ReadingBlock);
        return _disk.ReadBlock(this, blockNo)?.ToArray();
    }

    /// <inheritdoc/>
    public bool ReadBlock(long blockNo, int offset, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        MustBeUsable();
        _faults?.At(StoreStep.ReadingBlock);
        if (_disk.ReadBlock(this, blockNo) is not { } block)
        {
            return false;
        }

        if (block.Length - offset < destination.Length)
        {
            throw new StoreException(StoreFailure.Corrupt, $"Block {blockNo} ends before byte {offset}.");
        }

        block.AsSpan(offset, destination.Length).CopyTo(destination);
        return true;
    }

    /// <inheritdoc/>
    public byte[]? Read(StoreTable table, ReadOnlySpan<byte> key)
    {
        MustBeUsable();
        StoreGuard.Check(table);
        StoreGuard.Check(key);
        _faults?.At(StoreStep.ReadingRow);
        return _disk.Tables(this).Read(table, key);
    }

    /// <inheritdoc/>
    public IEnumerable<StoreRow> Scan(StoreTable table, byte[] from, byte[] to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        MustBeUsable();
        StoreGuard.Check(table);
        return Rows(table, [.. from], [.. to]);
    }

    /// <summary>Closes the store; the disk may be opened again. What was derived stays, as the pages of a closed file
    /// do.</summary>
    public void Dispose()
    {
        _disposed = true;
        _disk.Detach(this);
    }

    private IEnumerable<StoreRow> Rows(StoreTable table, byte[] from, byte[] to)
    {
        MustBeUsable();
        _faults?.At(StoreStep.Scanning);
        foreach (StoreRow row in _disk.Tables(this).Scan(table, from, to))
        {
            MustBeUsable();
            yield return row;
        }
    }

    private void BeforeWrite(StoreStep step)
    {
        try
        {
            _faults?.At(step);
        }
        catch (StoreException refusal) when (refusal.Failure == StoreFailure.NoSpace)
        {
            // Certainly nothing was written: the only failure of a write after which the store may still be used.
            throw;
        }
        catch
        {
            _broken = true;
            throw;
        }
    }

    private void AfterWrite(StoreStep step)
    {
        try
        {
            _faults?.At(step);
        }
        catch
        {
            _broken = true;
            throw;
        }
    }

    private void MustBeUsable()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_broken)
        {
            throw new StoreException(StoreFailure.StateUnknown,
                "An earlier write of this store failed; dispose it and open the ledger again.");
        }
    }
}
