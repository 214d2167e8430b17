namespace VeritasVault.Storage;

/// <summary>
/// What a <see cref="MemoryLedgerStore"/> leaves behind: the durable image and the derived writes that are not durable
/// yet.
/// It survives the store, so that a test can crash a store and open another one on the same disk.
/// </summary>
/// <remarks>Thread-safe. Everything is copied at its boundary.</remarks>
public sealed class MemoryDisk
{
    private readonly Lock _gate = new();
    private readonly List<byte[]> _blocks = [];

    // The state after each derived write since the last sync, oldest first; the last one is what readers see.
    private readonly List<MemoryTables> _unsynced = [];
    private MemoryTables _durable = MemoryTables.Empty;
    private MemoryLedgerStore? _openedBy;

    /// <summary>Number of derived writes that a crash can lose.</summary>
    public int UnsyncedDerivedWrites
    {
        get
        {
            lock (_gate)
            {
                return _unsynced.Count;
            }
        }
    }

    /// <summary>What the stores on this disk report as their room; <see cref="StoreSpace.Enough"/> until set.</summary>
    public StoreSpace Space { get; set; }

    /// <summary>
    /// Plays a loss of power or a kill: the first <paramref name="keepDerivedWrites"/> derived writes since the last
    /// sync become durable, the later ones are lost, and the store that was open can do nothing any more.
    /// </summary>
    /// <param name="keepDerivedWrites">0 to <see cref="UnsyncedDerivedWrites"/>; a killed process loses none, a power
    /// cut any number.</param>
    public void Crash(int keepDerivedWrites)
    {
        lock (_gate)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(keepDerivedWrites);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(keepDerivedWrites, _unsynced.Count);
            _durable = keepDerivedWrites == 0 ? _durable : _unsynced[keepDerivedWrites - 1];
            _unsynced.Clear();
            _openedBy = null;
        }
    }

    internal void Attach(MemoryLedgerStore store)
    {
        lock (_gate)
        {
            if (_openedBy is not null)
            {
                throw new StoreException(
                    StoreFailure.Locked, "Another store has this memory disk open; dispose it first.");
            }

            _openedBy = store;
        }
    }

    internal void Detach(MemoryLedgerStore store)
    {
        lock (_gate)
        {
            if (_openedBy == store)
            {
                _openedBy = null;
            }
        }
    }

    internal long LastBlockNo(MemoryLedgerStore store)
    {
        lock (_gate)
        {
            MustBeOpenedBy_NeedsLock(store);
            return _blocks.Count;
        }
    }

    // The block itself, which nobody changes: the store copies what it gives away.
    internal byte[]? ReadBlock(MemoryLedgerStore store, long blockNo)
    {
        lock (_gate)
        {
            MustBeOpenedBy_NeedsLock(store);
            return blockNo >= 1 && blockNo <= _blocks.Count ? _blocks[(int)blockNo - 1] : null;
        }
    }

    internal MemoryTables Tables(MemoryLedgerStore store)
    {
        lock (_gate)
        {
            MustBeOpenedBy_NeedsLock(store);
            return Current_NeedsLock;
        }
    }

    internal void Commit(MemoryLedgerStore store, in BlockWrite block)
    {
        lock (_gate)
        {
            MustBeOpenedBy_NeedsLock(store);

            // One log carries both kinds of writes, so syncing the block syncs every derived write before it.
            _durable = Current_NeedsLock.With(block.Alongside);
            _unsynced.Clear();
            _blocks.Add(block.Bytes.ToArray());
        }
    }

    internal void Derive(MemoryLedgerStore store, IReadOnlyList<StoreChange> changes)
    {
        lock (_gate)
        {
            MustBeOpenedBy_NeedsLock(store);
            _unsynced.Add(Current_NeedsLock.With(changes));
        }
    }

    internal void Flush(MemoryLedgerStore store)
    {
        lock (_gate)
        {
            MustBeOpenedBy_NeedsLock(store);
            _durable = Current_NeedsLock;
            _unsynced.Clear();
        }
    }

    private MemoryTables Current_NeedsLock => _unsynced.Count > 0 ? _unsynced[^1] : _durable;

    private void MustBeOpenedBy_NeedsLock(MemoryLedgerStore store)
    {
        // A store whose disk crashed under it is a dead process: whatever still calls it must not reach the disk again.
        if (_openedBy != store)
        {
            throw new StoreException(
                StoreFailure.StateUnknown, "The memory disk crashed under this store; open it again.");
        }
    }
}
