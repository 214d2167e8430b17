using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using VeritasVault.TestKit.Storage;
using static VeritasVault.TestKit.Storage.StoreSamples;

namespace VeritasVault.Storage.RocksDb.Tests;

/// <summary>A second process on a ledger: this very program, started again with other arguments. Disposing it kills
/// it.</summary>
internal sealed class StoreChild : IDisposable
{
    public const string Marker = "--store-child";
    public const string Hold = "hold";
    public const string Write = "write";

    private readonly AnonymousPipeServerStream _pipe = new(PipeDirection.In, HandleInheritability.Inheritable);
    private readonly StreamReader _acknowledged;
    private readonly Process _process;

    private StoreChild(string directory, string task)
    {
        string program = Path.ChangeExtension(
            typeof(StoreChild).Assembly.Location, OperatingSystem.IsWindows() ? "exe" : null);
        ProcessStartInfo start = new(program, [Marker, _pipe.GetClientHandleAsString(), directory, task])
        {
            UseShellExecute = false,
        };
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");

        // With our copy of its end closed, the end of the child is the end of the pipe.
        _pipe.DisposeLocalCopyOfClientHandle();
        _acknowledged = new StreamReader(_pipe);
    }

    public static StoreChild Start(string directory, string task) => new(directory, task);

    /// <summary>The next number the child acknowledged, or null when it is gone and everything it said was
    /// read.</summary>
    public long? Acknowledged() =>
        _acknowledged.ReadLine() is { } line && long.TryParse(line, CultureInfo.InvariantCulture, out long number)
            ? number : null;

    /// <summary>Kill -9.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
        _acknowledged.Dispose();
        _pipe.Dispose();
    }

    /// <summary>The child's side.</summary>
    public static int Run(string[] args)
    {
        using AnonymousPipeClientStream pipe = new(PipeDirection.Out, args[1]);
        using StreamWriter acknowledge = new(pipe) { AutoFlush = true };
        using RocksDbLedgerStore store = RocksDbLedgerStore.Open(args[2], SmallLedger.Options);

        // Either loop ends by being killed, or when the parent is gone and its end of the pipe with it.
        while (args[3] == Hold)
        {
            acknowledge.WriteLine(0);
        }

        while (true)
        {
            SmallLedger.CommitNext(store);
            acknowledge.WriteLine(store.LastBlockNo);
        }
    }
}

/// <summary>A ledger with small bounds, so that little data passes every place where data can be; and what is written
/// into it.</summary>
internal static class SmallLedger
{
    public static RocksDbStoreOptions Options { get; } = new()
    {
        WriteBufferBytes = 512 << 10,
        CacheBytes = 2 << 20,
        ReserveBytes = 3 << 20,
        LowSpaceBytes = 4 << 20,
    };

    public static RocksDbLedgerStore Open(string directory) => RocksDbLedgerStore.Open(directory, Options);

    public static RocksDbLedgerStore OpenExisting(string directory) =>
        RocksDbLedgerStore.Open(directory, Options with { CreateIfMissing = false });

    /// <summary>Commits the block whose number follows and, before it, derives rows for it; both can be told from the
    /// number.</summary>
    public static void CommitNext(ILedgerStore store)
    {
        long blockNo = store.LastBlockNo + 1;
        store.Derive(new DerivedWrite(
            [Put(StoreTable.Ids, (int)blockNo, 100), Put(StoreTable.Positions, 1, (int)blockNo % 100)]));
        store.Commit(new BlockWrite(blockNo, Block(blockNo), [Put(StoreTable.Metadata, (int)blockNo, 40)]));
    }

    public static byte[] Block(long blockNo) => Bytes(blockNo % 3 == 0 ? 9000 : 300, (int)blockNo);

    /// <summary>Throws unless the ledger holds exactly what <see cref="CommitNext"/> writes up to its last block;
    /// returns that.</summary>
    public static long MustBeWhole(ILedgerStore store)
    {
        NaiveStore model = new();
        long last = store.LastBlockNo;
        for (long blockNo = 1; blockNo <= last; blockNo++)
        {
            model.Derive([Put(StoreTable.Ids, (int)blockNo, 100), Put(StoreTable.Positions, 1, (int)blockNo % 100)]);
            model.Commit(Block(blockNo), [Put(StoreTable.Metadata, (int)blockNo, 40)]);
        }

        // Derived rows of the block that was never acknowledged may be there: they are written before it.
        byte[]? ahead = store.Read(StoreTable.Ids, Key((int)last + 1));
        if (ahead is not null)
        {
            model.Derive(
                [Put(StoreTable.Ids, (int)last + 1, 100), Put(StoreTable.Positions, 1, (int)(last + 1) % 100)]);
        }

        model.MustEqual(store);
        return last;
    }
}
