namespace VeritasVault.Storage.RocksDb;

/// <summary>
/// Keeps the ledger able to reopen on a full disk: refuses writes while there is still room to recover in, and holds a
/// file that is given up when even that room is gone.
/// </summary>
/// <remarks>Asking for the free space costs 1.5 µs, so every write asks; a ledger that has enough is not asked again by
/// readers.</remarks>
internal sealed class SpaceGuard
{
    private readonly Lock _gate = new();
    private readonly string _directory;
    private readonly string _reserve;
    private readonly RocksDbStoreOptions _options;
    private readonly DriveInfo _drive;
    private volatile bool _low;
    private volatile bool _reserveHeld;

    public SpaceGuard(string directory, RocksDbStoreOptions options)
    {
        _directory = directory;
        _reserve = Path.Combine(directory, LedgerDirectory.Reserve);
        _options = options;
        _drive = new DriveInfo(directory);
    }

    /// <summary>What the engine is told; measured anew only while it is bad news.</summary>
    public StoreSpace Space
    {
        get
        {
            if (_low)
            {
                Judge(FreeBytes());
            }

            return _low ? StoreSpace.Low : StoreSpace.Enough;
        }
    }

    /// <summary>Refuses to make a ledger that could not keep its reserve from the first day.</summary>
    public void RequireRoomToCreate()
    {
        long free = FreeBytes();
        long needed = _options.ReserveBytes + _options.LowSpaceBytes;
        if (free < needed)
        {
            throw StoreErrors.Of(
                StoreFailure.NoSpace, _directory, $"a new ledger needs {needed} bytes, {free} are free");
        }
    }

    /// <summary>Called before the database opens: it may have to write what its log holds, and fails for good when it
    /// cannot.</summary>
    public void MakeRoomToOpen()
    {
        FileInfo reserve = new(_reserve);
        _reserveHeld = reserve.Exists && reserve.Length == _options.ReserveBytes;
        if (reserve.Exists && (!_reserveHeld || FreeBytes() < _options.ReserveBytes))
        {
            reserve.Delete();
            LedgerDirectory.Sync(_directory);
            _reserveHeld = false;
        }

        Judge(FreeBytes());
    }

    /// <summary>Refuses a write that would leave too little for what the database still has to write on its
    /// own.</summary>
    public void RequireRoomFor(long batchBytes)
    {
        long free = FreeBytes();
        if (_low || !_reserveHeld || free < _options.LowSpaceBytes)
        {
            Judge(free);
        }

        // Twice the batch: once into the log, once into its table when the write buffer is emptied. The space of a
        // reserve that was given up is for recovering, not for new writes: the next open on a full disk would have
        // nothing left to give up.
        long needed = (2 * batchBytes) + (_options.LowSpaceBytes / 2) + (_reserveHeld ? 0 : _options.ReserveBytes);
        if (free < needed)
        {
            throw StoreErrors.Of(StoreFailure.NoSpace, _directory, $"this write needs {needed} bytes, {free} are free");
        }
    }

    private long FreeBytes()
    {
        try
        {
            return _drive.AvailableFreeSpace;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.OfFile(_directory, fault);
        }
    }

    private void Judge(long free)
    {
        lock (_gate)
        {
            if (!_reserveHeld && free >= _options.LowSpaceBytes + _options.ReserveBytes)
            {
                _reserveHeld = TryReserve_NeedsLock();
                free = FreeBytes();
            }

            _low = !_reserveHeld || free < _options.LowSpaceBytes;
        }
    }

    /// <summary>
    /// Takes the space first and sets the length last, so that a reserve of full length is known to be backed by the
    /// disk.
    /// A reserve that cannot be made is no failure of the write under way: the ledger only stays low on space.
    /// </summary>
    private bool TryReserve_NeedsLock()
    {
        try
        {
            FileStreamOptions allocate = new()
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                PreallocationSize = _options.ReserveBytes,
            };
            using FileStream file = new(_reserve, allocate);
            file.SetLength(_options.ReserveBytes);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
