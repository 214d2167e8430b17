namespace VeritasVault.Storage.RocksDb;

/// <summary>
/// The embedded store: one RocksDB database in one directory, one process at a time. See docs/internals/storage.md for
/// what is atomic, what is durable and what is on the disk.
/// </summary>
public sealed partial class RocksDbLedgerStore : ILedgerStore
{
    private readonly string _directory;
    private readonly FileStream _lock;
    private readonly SpaceGuard _space;
    private readonly NativeDatabase _database;

    // Every call that touches the database holds this shared; closing holds it exclusively, so that no native handle is
    // freed under a caller.
    // Never disposed: a late caller must still be able to enter it and learn that the ledger is closed.
#pragma warning disable CA2213 // Reason above.
    private readonly ReaderWriterLockSlim _use = new(LockRecursionPolicy.NoRecursion);
#pragma warning restore CA2213

    private readonly Lock _commitLane = new();
    private readonly NativeBatch _commitBatch = new();
    private readonly Lock _deriveLane = new();
    private readonly NativeBatch _deriveBatch = new();
    private long _lastBlockNo;
    private volatile bool _stateUnknown;
    private bool _disposed;

    private RocksDbLedgerStore(
        string directory, FileStream held, SpaceGuard space, NativeDatabase database, long lastBlockNo)
    {
        _directory = directory;
        _lock = held;
        _space = space;
        _database = database;
        _lastBlockNo = lastBlockNo;
    }

    /// <inheritdoc/>
    public long LastBlockNo => Interlocked.Read(ref _lastBlockNo);

    /// <inheritdoc/>
    public StoreSpace Space => _space.Space;

    /// <inheritdoc/>
    public void Commit(in BlockWrite block)
    {
        lock (_commitLane)
        {
            Enter();
            try
            {
                MustBeKnown();
                StoreGuard.Check(block, _lastBlockNo);
                Fill(_commitBatch, block, out long bytes);

                // Nothing is written yet: a refusal for lack of room may be repeated.
                _space.RequireRoomFor(bytes);
                MustHaveWritten(_database.WriteSynced(_commitBatch));

                // The block is durable. A crash before this line leaves a block that recovery finds as the last one.
                Interlocked.Increment(ref _lastBlockNo);
            }
            finally
            {
                Leave();
            }
        }
    }

    /// <inheritdoc/>
    public void Derive(DerivedWrite write)
    {
        ArgumentNullException.ThrowIfNull(write);
        lock (_deriveLane)
        {
            Enter();
            try
            {
                MustBeKnown();
                _deriveBatch.Clear();
                Fill(_deriveBatch, write);
                _space.RequireRoomFor(write.Bytes);

                // Same log as the blocks, not synced: the next sync of a block carries it along, a crash before may
                // lose it.
                MustHaveWritten(_database.Write(_deriveBatch));
            }
            finally
            {
                Leave();
            }
        }
    }

    /// <inheritdoc/>
    public void Flush()
    {
        Enter();
        try
        {
            MustBeKnown();
            MustHaveWritten(_database.SyncLog());
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Closes the ledger once the calls under way have returned; open scans end with
    /// <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        _use.EnterWriteLock();
        try
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            CloseScans_NeedsUse();
            _commitBatch.Dispose();
            _deriveBatch.Dispose();
            _database.Dispose();

            // Last: nobody else may open the directory before the database let go of it.
            _lock.Dispose();
        }
        finally
        {
            _use.ExitWriteLock();
        }
    }

    private void Fill(NativeBatch batch, in BlockWrite block, out long bytes)
    {
        batch.Clear();
        BlockParts.Put(batch, _database.Blocks, block.BlockNo, block.Bytes.Span);
        bytes = block.Bytes.Length + Fill(batch, block.Alongside);
    }

    private void Fill(NativeBatch batch, DerivedWrite write)
    {
        foreach (DerivedRow row in write)
        {
            if (row.IsRemoval)
            {
                batch.Delete(_database.Table(row.Table), row.Key);
            }
            else
            {
                batch.Put(_database.Table(row.Table), row.Key, row.Value);
            }
        }
    }

    private long Fill(NativeBatch batch, IReadOnlyList<StoreChange> changes)
    {
        long bytes = 0;
        for (int i = 0; i < changes.Count; i++)
        {
            StoreChange change = changes[i];
            if (change.Value is null)
            {
                batch.Delete(_database.Table(change.Table), change.Key);
            }
            else
            {
                batch.Put(_database.Table(change.Table), change.Key, change.Value);
            }

            bytes += change.Key.Length + (change.Value?.Length ?? 0);
        }

        return bytes;
    }

    private void MustHaveWritten(string? error)
    {
        if (error is not null)
        {
            // From here on nobody knows what the disk holds: this instance answers nothing any more, not even reads.
            _stateUnknown = true;
            throw StoreErrors.WhileWriting(_directory, error);
        }
    }

    private void MustBeKnown()
    {
        if (_stateUnknown)
        {
            throw StoreErrors.WhileWriting(_directory, "an earlier write failed");
        }
    }

    private void Enter()
    {
        _use.EnterReadLock();
        if (_disposed)
        {
            _use.ExitReadLock();
            throw new ObjectDisposedException(nameof(RocksDbLedgerStore));
        }
    }

    private void Leave() => _use.ExitReadLock();
}
