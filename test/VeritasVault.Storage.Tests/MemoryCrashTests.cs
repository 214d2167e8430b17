using Xunit;
using static VeritasVault.TestKit.Storage.StoreSamples;

namespace VeritasVault.Storage.Tests;

public sealed class MemoryCrashTests
{
    private readonly MemoryDisk _disk = new();

    [Theory]
    [InlineData(0, "1")]
    [InlineData(1, "1 2")]
    [InlineData(2, "1 2 3")]
    public void A_crash_keeps_a_prefix_of_the_derived_writes_since_the_last_sync(int keep, string expected)
    {
        using MemoryLedgerStore store = MemoryLedgerStore.Open(_disk);
        Derive(store, 1);
        store.Commit(new BlockWrite(1, Bytes(1, 1), []));
        Derive(store, 2);
        Derive(store, 3);
        Assert.Equal(2, _disk.UnsyncedDerivedWrites);

        _disk.Crash(keep);

        using MemoryLedgerStore reopened = MemoryLedgerStore.Open(_disk);
        Assert.Equal(1, reopened.LastBlockNo);
        Assert.Equal(expected, Ids(reopened));
        Assert.Equal(0, _disk.UnsyncedDerivedWrites);
    }

    [Fact]
    public void A_flush_makes_derived_writes_survive_a_crash()
    {
        using MemoryLedgerStore store = MemoryLedgerStore.Open(_disk);
        Derive(store, 1);
        store.Flush();
        _disk.Crash(0);
        using MemoryLedgerStore reopened = MemoryLedgerStore.Open(_disk);
        Assert.Equal("1", Ids(reopened));
    }

    [Fact]
    public void A_store_whose_disk_crashed_cannot_reach_it_any_more()
    {
        using MemoryLedgerStore dead = MemoryLedgerStore.Open(_disk);
        _disk.Crash(0);
        using MemoryLedgerStore reopened = MemoryLedgerStore.Open(_disk);

        Assert.Equal(StoreFailure.StateUnknown, Assert.Throws<StoreException>(
            () => dead.Commit(new BlockWrite(1, Bytes(1, 1), []))).Failure);
        Assert.Equal(StoreFailure.StateUnknown, Assert.Throws<StoreException>(() => Derive(dead, 1)).Failure);
        Assert.Equal(StoreFailure.StateUnknown, Assert.Throws<StoreException>(() => dead.ReadBlock(1)).Failure);
        dead.Dispose();
        reopened.Commit(new BlockWrite(1, Bytes(1, 1), []));
        Assert.Equal(1, reopened.LastBlockNo);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void A_crash_cannot_keep_more_than_there_is(int keep)
    {
        using MemoryLedgerStore store = MemoryLedgerStore.Open(_disk);
        Derive(store, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => _disk.Crash(keep));
    }

    // Step, what is thrown there, whether the write is there after a reopen, whether the store stays usable.
    [Theory]
    [InlineData(StoreStep.CommitStarting, StoreFailure.NoSpace, false, true)]
    [InlineData(StoreStep.CommitStarting, StoreFailure.StateUnknown, false, false)]
    [InlineData(StoreStep.CommitDurable, StoreFailure.StateUnknown, true, false)]
    [InlineData(StoreStep.CommitDurable, StoreFailure.NoSpace, true, false)]
    [InlineData(StoreStep.DeriveStarting, StoreFailure.NoSpace, false, true)]
    [InlineData(StoreStep.DeriveStarting, StoreFailure.StateUnknown, false, false)]
    [InlineData(StoreStep.DeriveWritten, StoreFailure.StateUnknown, true, false)]
    [InlineData(StoreStep.FlushStarting, StoreFailure.StateUnknown, true, false)]
    [InlineData(StoreStep.FlushDone, StoreFailure.StateUnknown, true, false)]
    public void A_write_can_fail_before_or_after_it_took_effect(
        StoreStep step, StoreFailure failure, bool takesEffect, bool usable)
    {
        FailAt faults = new(step, new StoreException(failure, "made up"));
        using MemoryLedgerStore store = MemoryLedgerStore.Open(_disk, faults);

        Assert.Same(faults.Thrown, Assert.Throws<StoreException>(() => WriteAll(store)));

        Assert.Equal(usable, Record.Exception(() => store.ReadBlock(1)) is null);
        store.Dispose();
        using MemoryLedgerStore reopened = MemoryLedgerStore.Open(_disk);
        bool there = step.ToString().StartsWith("Commit", StringComparison.Ordinal)
            ? reopened.LastBlockNo == 1
            : Ids(reopened).Length > 0;
        Assert.Equal(takesEffect, there);
    }

    [Fact]
    public void Every_step_is_announced_in_order()
    {
        FailAt faults = new(null, null);
        using MemoryLedgerStore store = MemoryLedgerStore.Open(_disk, faults);
        WriteAll(store);
        store.ReadBlock(1);
        store.Read(StoreTable.Ids, Key(1));
        Assert.Single(store.Scan(StoreTable.Ids, [], []));
        Assert.Equal(Enum.GetValues<StoreStep>(), faults.Seen);
    }

    [Fact]
    public void The_room_that_is_set_is_the_room_that_is_reported()
    {
        using MemoryLedgerStore store = MemoryLedgerStore.Open(_disk);
        Assert.Equal(StoreSpace.Enough, store.Space);
        _disk.Space = StoreSpace.Low;
        Assert.Equal(StoreSpace.Low, store.Space);
    }

    private static void WriteAll(MemoryLedgerStore store)
    {
        store.Commit(new BlockWrite(1, Bytes(1, 1), []));
        Derive(store, 1);
        store.Flush();
    }

    private static void Derive(MemoryLedgerStore store, byte id) =>
        store.Derive(new DerivedWrite([new(StoreTable.Ids, [id], [id])]));

    private static string Ids(MemoryLedgerStore store) =>
        string.Join(' ', store.Scan(StoreTable.Ids, [], []).Select(row => row.Key[0]));

    private sealed class FailAt(StoreStep? step, StoreException? thrown) : IStoreFaults
    {
        public List<StoreStep> Seen { get; } = [];

        public StoreException? Thrown => thrown;

        public void At(StoreStep now)
        {
            Seen.Add(now);
            if (now == step)
            {
                throw thrown!;
            }
        }
    }
}
