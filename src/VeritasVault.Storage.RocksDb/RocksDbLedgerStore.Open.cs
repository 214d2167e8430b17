namespace VeritasVault.Storage.RocksDb;

/// <content>Making, finding and opening a ledger.</content>
public sealed partial class RocksDbLedgerStore
{
    /// <summary>
    /// True when there is a ledger in the directory, or files that may be one; false when the directory is missing or
    /// empty, or when making a ledger there was interrupted before it could hold anything.
    /// </summary>
    public static bool Exists(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        return LedgerDirectory.Look(directory) is LedgerDirectory.Contents.Ledger or LedgerDirectory.Contents.Unknown;
    }

    /// <summary>Opens the ledger in a directory, making it when it is missing and the options say so.</summary>
    /// <exception cref="StoreException">
    /// <see cref="StoreFailure.NotFound"/>, <see cref="StoreFailure.Locked"/>, <see cref="StoreFailure.Corrupt"/>,
    /// <see cref="StoreFailure.OtherVersion"/>, <see cref="StoreFailure.NoSpace"/> or
    /// <see cref="StoreFailure.Unavailable"/>; the ledger
    /// is as it was before the call.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its bounds.</exception>
    public static RocksDbLedgerStore Open(string directory, RocksDbStoreOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        options ??= new RocksDbStoreOptions();
        options.Validate();
        string path = Path.GetFullPath(directory);
        try
        {
            if (!options.CreateIfMissing && !Exists(path))
            {
                throw StoreErrors.Of(StoreFailure.NotFound, path, "the directory is missing or empty");
            }

            return OpenPlace(path, options);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.OfFile(path, fault);
        }
    }

    private static RocksDbLedgerStore OpenPlace(string directory, RocksDbStoreOptions options)
    {
        if (!Directory.Exists(directory))
        {
            Directory.CreateDirectory(directory);
            LedgerDirectory.Sync(Path.GetDirectoryName(directory) ?? directory);
        }

        FileStream? held = null;
        try
        {
            held = new FileStream(Path.Combine(
                directory, LedgerDirectory.Lock), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            RocksDbLedgerStore store = OpenLocked(directory, options, held);
            held = null;
            return store;
        }
        finally
        {
            held?.Dispose();
        }
    }

    private static RocksDbLedgerStore OpenLocked(string directory, RocksDbStoreOptions options, FileStream held)
    {
        SpaceGuard space = new(directory, options);

        // Only now, behind the lock: another process may have made the ledger in the meantime.
        return LedgerDirectory.Look(directory) switch
        {
            LedgerDirectory.Contents.None => CreateNew(directory, options, held, space),
            LedgerDirectory.Contents.Unfinished => CreateRest(directory, options, held, space),
            LedgerDirectory.Contents.Ledger => OpenLedger(directory, options, held, space),
            LedgerDirectory.Contents.Unknown => throw StoreErrors.Of(
                StoreFailure.Corrupt,
                directory,
                $"it holds files but no {LedgerDirectory.Format}, so it is a damaged ledger or no ledger at all"),
        };
    }

    private static RocksDbLedgerStore CreateNew(
        string directory, RocksDbStoreOptions options, FileStream held, SpaceGuard space)
    {
        space.RequireRoomToCreate();
        LedgerDirectory.WriteDurably(
            directory, LedgerDirectory.FormatUnfinished, FormatFile.Encode(FormatFile.Version));
        return CreateRest(directory, options, held, space);
    }

    /// <summary>
    /// Makes the database, then the ledger. A crash in here leaves the unfinished mark: nobody was told of a ledger, so
    /// the next open goes on where this one ended.
    /// </summary>
    private static RocksDbLedgerStore CreateRest(
        string directory, RocksDbStoreOptions options, FileStream held, SpaceGuard space)
    {
        FormatFile.Check(directory, LedgerDirectory.FormatUnfinished);
        RocksDbLedgerStore store = OpenDatabase(directory, options, held, space, create: true);
        try
        {
            if (store.LastBlockNo != 0)
            {
                throw StoreErrors.Of(
                    StoreFailure.Corrupt, directory, $"it holds blocks but its {LedgerDirectory.Format} is missing");
            }

            // The last step of making a ledger: from now on anything that is missing was lost.
            File.Move(Path.Combine(directory, LedgerDirectory.FormatUnfinished), Path.Combine(
                directory, LedgerDirectory.Format));
            LedgerDirectory.Sync(directory);
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private static RocksDbLedgerStore OpenLedger(
        string directory, RocksDbStoreOptions options, FileStream held, SpaceGuard space)
    {
        FormatFile.Check(directory, LedgerDirectory.Format);

        // RocksDB takes a missing log for an empty one. Each of its opens leaves a log, so none at all means one was
        // lost.
        if (!LedgerDirectory.HasLog(directory))
        {
            throw StoreErrors.Of(StoreFailure.Corrupt, directory, "its write-ahead log is missing");
        }

        return OpenDatabase(directory, options, held, space, create: false);
    }

    private static RocksDbLedgerStore OpenDatabase(
        string directory, RocksDbStoreOptions options, FileStream held, SpaceGuard space, bool create)
    {
        space.MakeRoomToOpen();
        NativeDatabase? database = NativeDatabase.Open(directory, options, create, out string? error);
        if (database is null)
        {
            throw StoreErrors.WhileOpening(directory, error ?? "no reason given");
        }

        try
        {
            return new RocksDbLedgerStore(directory, held, space, database, FindLastBlock(directory, database));
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>The number of the last block; refuses a tail that cannot have been written by us.</summary>
    private static long FindLastBlock(string directory, NativeDatabase database)
    {
        using NativeScan blocks = database.Scan(database.Blocks);
        blocks.SeekToLast();
        if (!blocks.IsValid)
        {
            string? error = blocks.Error();
            return error is null ? 0 : throw StoreErrors.WhileReading(directory, error);
        }

        long last = BlockParts.NumberIn(blocks.Key);
        if (last < 1)
        {
            throw StoreErrors.Of(StoreFailure.Corrupt, directory, "the last block has an impossible number");
        }

        for (long blockNo = last; blockNo >= Math.Max(1, last - 1); blockNo--)
        {
            blocks.Seek(BlockParts.Key(blockNo, 0));
            if (!blocks.IsValid || !blocks.Key.SequenceEqual(BlockParts.Key(blockNo, 0)))
            {
                throw StoreErrors.Of(
                    StoreFailure.Corrupt, directory, $"block {last} ends the ledger but block {blockNo} is not there");
            }
        }

        return last;
    }
}
