using System.Diagnostics;
using VeritasVault.TestKit.Storage;
using Xunit;
using static VeritasVault.TestKit.Storage.StoreSamples;

namespace VeritasVault.Storage.RocksDb.Tests;

/// <summary>A ledger on a file system of 16 MiB, in memory. Mounting one takes the rights of root.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const string FileSystemBytes = "16m";
    private const int FilesMax = 200;
    private const int BlockBytes = 200_000;

    private readonly TemporaryDirectory _directory = new();
    private readonly bool _mounted;

    public FullDiskTests()
    {
        Directory.CreateDirectory(Disk);
        _mounted = OperatingSystem.IsLinux()
            && Run("mount", "-t", "tmpfs", "-o", $"size={FileSystemBytes},nr_inodes={FilesMax}", "tmpfs", Disk);
    }

    private string Disk => _directory["disk"];

    private string Ledger => Path.Combine(Disk, "ledger");

    private string Filler => Path.Combine(Disk, "filler");

    public void Dispose()
    {
        if (_mounted)
        {
            Run("umount", Disk);
        }

        _directory.Dispose();
    }

    [Fact]
    public void A_full_disk_is_announced_then_refused_and_goes_on_when_there_is_room_again()
    {
        MustBeMounted();
        long last;
        using (RocksDbLedgerStore store = SmallLedger.Open(Ledger))
        {
            Assert.Equal(StoreSpace.Enough, store.Space);
            Fill(50, Filler);
            last = CommitUntilRefused(store, out bool announced);
            Assert.True(announced);
            Assert.True(last > 0);

            // Nothing was written, by blocks or by derived rows, and everything can still be read.
            // The database may be freeing space behind our back, so this row is bigger than the whole file system.
            DerivedWrite tooBig = new([Put(StoreTable.Ids, 9, StoreLimits.ValueBytesMax)]);
            Assert.Equal(StoreFailure.NoSpace, Assert.Throws<StoreException>(() => store.Derive(tooBig)).Failure);
            Assert.Null(store.Read(StoreTable.Ids, Key(9)));
            MustHoldBlocks(store, last);

            File.Delete(Filler);
            Assert.Equal(StoreSpace.Enough, store.Space);
            store.Commit(Next(store));
        }

        using RocksDbLedgerStore reopened = SmallLedger.OpenExisting(Ledger);
        MustHoldBlocks(reopened, last + 1);
    }

    [Fact]
    public void A_ledger_reopens_on_a_disk_without_a_single_free_byte()
    {
        MustBeMounted();
        long last;
        using (RocksDbLedgerStore store = SmallLedger.Open(Ledger))
        {
            Fill(50, Filler);
            last = CommitUntilRefused(store, out _);
        }

        FillUp(Filler + "2");
        Assert.Equal(0, new DriveInfo(Disk).AvailableFreeSpace);

        // Not only once: what was given up is left alone, so that every later open finds it free.
        for (int i = 0; i < 5; i++)
        {
            using RocksDbLedgerStore store = SmallLedger.OpenExisting(Ledger);
            MustHoldBlocks(store, last);
            Assert.Equal(StoreSpace.Low, store.Space);
            Assert.False(File.Exists(Path.Combine(Ledger, LedgerDirectory.Reserve)));
            Assert.Equal(StoreFailure.NoSpace, Assert.Throws<StoreException>(() => store.Commit(Next(store))).Failure);
        }

        // Room again: the next open, or the next look at the space, takes the reserve back.
        using RocksDbLedgerStore reopened = SmallLedger.OpenExisting(Ledger);
        Assert.Equal(StoreSpace.Low, reopened.Space);
        File.Delete(Filler);
        File.Delete(Filler + "2");
        Assert.Equal(StoreSpace.Enough, reopened.Space);
        Assert.Equal(
            SmallLedger.Options.ReserveBytes, new FileInfo(Path.Combine(Ledger, LedgerDirectory.Reserve)).Length);
        reopened.Commit(Next(reopened));
        MustHoldBlocks(reopened, last + 1);
    }

    [Fact]
    public void A_write_that_fails_leaves_the_state_unknown_and_the_ledger_whole()
    {
        MustBeMounted();
        long last;
        using (RocksDbLedgerStore store = SmallLedger.Open(Ledger))
        {
            store.Commit(Next(store));

            // Bytes are left but no file can be made any more, which no look at the free space tells: the next log
            // cannot be begun.
            Directory.CreateDirectory(Filler);
            Exhaust(Filler);
            StoreException failure = CommitUntilStopped(store);
            Assert.Equal(StoreFailure.StateUnknown, failure.Failure);
            last = store.LastBlockNo;

            // Nothing is answered from a store that does not know what it holds.
            Assert.Equal(StoreFailure.StateUnknown, Assert.Throws<StoreException>(() => store.ReadBlock(1)).Failure);
            Assert.Equal(
                StoreFailure.StateUnknown, Assert.Throws<StoreException>(() => store.Commit(Next(store))).Failure);
            Assert.Equal(StoreFailure.StateUnknown, Assert.Throws<StoreException>(
                () => store.Derive(new DerivedWrite([]))).Failure);
            Assert.Equal(StoreFailure.StateUnknown, Assert.Throws<StoreException>(store.Flush).Failure);
        }

        Directory.Delete(Filler, recursive: true);
        using RocksDbLedgerStore reopened = SmallLedger.OpenExisting(Ledger);
        Assert.InRange(reopened.LastBlockNo, last, last + 1);
        MustHoldBlocks(reopened, reopened.LastBlockNo);
        reopened.Commit(Next(reopened));
    }

    [Fact]
    public void A_new_ledger_is_refused_where_there_is_no_room_for_its_reserve()
    {
        MustBeMounted();
        FillUp(Filler);
        Assert.Equal(StoreFailure.NoSpace, Assert.Throws<StoreException>(() => SmallLedger.Open(Ledger)).Failure);
        File.Delete(Filler);
        using RocksDbLedgerStore store = SmallLedger.Open(Ledger);
        Assert.Equal(0, store.LastBlockNo);
    }

    private static BlockWrite Next(RocksDbLedgerStore store)
    {
        long blockNo = store.LastBlockNo + 1;
        return new BlockWrite(blockNo, Bytes(BlockBytes, (int)blockNo), []);
    }

    private static long CommitUntilRefused(RocksDbLedgerStore store, out bool announced)
    {
        announced = false;
        for (int i = 0; i < 1000; i++)
        {
            try
            {
                store.Commit(Next(store));
            }
            catch (StoreException refusal)
            {
                Assert.Equal(StoreFailure.NoSpace, refusal.Failure);
                return store.LastBlockNo;
            }

            announced |= store.Space == StoreSpace.Low;
        }

        throw new InvalidOperationException("The disk never became full.");
    }

    private static StoreException CommitUntilStopped(RocksDbLedgerStore store)
    {
        for (int i = 0; i < 1000; i++)
        {
            if (Record.Exception(() => store.Commit(Next(store))) is StoreException failure)
            {
                return failure;
            }
        }

        throw new InvalidOperationException("No write ever failed.");
    }

    private static void MustHoldBlocks(RocksDbLedgerStore store, long last)
    {
        Assert.Equal(last, store.LastBlockNo);
        for (long blockNo = 1; blockNo <= last; blockNo++)
        {
            Assert.Equal(Bytes(BlockBytes, (int)blockNo), store.ReadBlock(blockNo));
        }
    }

    private static void Fill(int percent, string filler)
    {
        long bytes = new DriveInfo(Path.GetDirectoryName(filler)!).AvailableFreeSpace * percent / 100;
        using FileStream file = new(filler, FileMode.Create);
        file.Write(new byte[bytes]);
    }

    private static void Exhaust(string directory)
    {
        for (int i = 0; i < FilesMax; i++)
        {
            try
            {
                File.WriteAllBytes(Path.Combine(directory, $"{i}"), []);
            }
            catch (IOException)
            {
                return;
            }
        }

        throw new InvalidOperationException("The file system never ran out of files.");
    }

    private static void FillUp(string filler)
    {
        DriveInfo drive = new(Path.GetDirectoryName(filler)!);
        using FileStream file = new(filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        while (drive.AvailableFreeSpace > 0)
        {
            file.Write(new byte[Math.Min(1 << 20, drive.AvailableFreeSpace)]);
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private void MustBeMounted() =>
        Assert.SkipUnless(
            _mounted,
            "A small file system could not be mounted (that takes Linux and the rights of root), "
            + "and a disk cannot be filled without one.");
}
