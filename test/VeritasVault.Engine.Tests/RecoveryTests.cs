using CsCheck;
using VeritasVault.Core;
using VeritasVault.Storage;
using VeritasVault.TestKit.Engine;
using Xunit;
using static VeritasVault.TestKit.Engine.Samples;

namespace VeritasVault.Engine.Tests;

/// <summary>What is opened again is what was closed, or crashed, bit for bit; and damage is never served.</summary>
public sealed class RecoveryTests
{
    [Fact]
    public void Any_course_of_commands_is_recovered_bit_for_bit()
    {
        GeneratedCourse.Gen.Sample(
            course =>
            {
                using var rig = LedgerRig.WithWorld(
                    new LedgerOptions { BlockRecordsMax = 3, DerivedRecordsMax = 5, RecentIdsPerGeneration = 2 },
                    course.Seed);
                foreach (var step in course.Steps)
                {
                    GeneratedCourse.Do(rig, step);
                    Assert.False(rig.Engine.Stop.IsStopped, rig.Engine.Stop.Reason?.ToString());
                }

                // Everything is at rest, and nothing that waits can move: opening again must not move it either.
                var before = rig.View.AsOf;
                var live = rig.Engine.Projection.State;
                rig.Crash(course.Seed % 3);
                rig.Open();
                Assert.Equal(before, rig.View.AsOf);
                Assert.Null(StateComparison.FirstDifference(live, rig.Engine.Projection.State));
                var report = rig.Audit();
                Assert.True(report.Passed, report.FirstDifference);
            },
            iter: 150,
            threads: 1);
    }

    [Fact]
    public void Recovery_replays_what_the_derived_rows_have_not_seen()
    {
        using var rig = LedgerRig.WithWorld();
        rig.Flush();
        rig.Submit(Pay(2, "alice", "bob", 10));
        rig.Flush();
        rig.Submit(Pay(3, "alice", "bob", 10));
        rig.Submit(Pay(4, "alice", "bob", 5_000, terms: Wait));
        var live = rig.Engine.Projection.State;
        Assert.Equal(980, rig.Balance("alice"));
        foreach (var keep in new[] { 0, 1, 2 })
        {
            rig.Crash(keep);
            rig.Open();
            Assert.Null(StateComparison.FirstDifference(live, rig.Engine.Projection.State));
        }
    }

    public static TheoryData<string, string> Damages => new()
    {
        { "a flipped byte in a block", "hash differs" },
        { "a block cut short", "cut short" },
        { "another version of blocks", "not a block of this version" },
        { "two blocks swapped", "does not continue" },
        { "a block from another ledger", "hash of the block before" },
        { "a lost position row", "their mark says" },
        { "a row of changed positions too many", "the mark says" },
        { "a lost account row", "registry" },
        { "a lost open settlement", "their mark says" },
        { "another version of rows", "row format" },
        { "a row cut short", "wanted at offset" },
        { "a position of an unknown account", "" },
        { "a changed balance", "do not sum to zero" },
        { "the history cut behind the mark", "is missing" },
        { "the marked block replaced", "not the one" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void Damage_is_refused_at_open(string damage, string says)
    {
        var copy = Sample(out var options);
        Do(damage, copy);
        var error = Assert.Throws<LedgerException>(() => new LedgerRig(options, copy.ToDisk()));
        Assert.Equal(LedgerFailure.Corrupt, error.Failure);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    private static void Do(string damage, LedgerCopy copy)
    {
        switch (damage)
        {
            case "a flipped byte in a block":
                copy.Blocks[^1][BlockFormat.HeaderSize + 3] ^= 1;
                break;
            case "a block cut short":
                copy.Blocks[^1] = copy.Blocks[^1][..^1];
                break;
            case "another version of blocks":
                copy.Blocks[^1][3] = (byte)'1';
                break;
            case "two blocks swapped":
                copy.WithoutDerivedRows();
                (copy.Blocks[^1], copy.Blocks[^2]) = (copy.Blocks[^2], copy.Blocks[^1]);
                break;
            case "a block from another ledger":
                copy.WithoutDerivedRows();
                copy.Blocks[12] = Sample(out _, shift: 1).Blocks[12];
                break;
            case "a lost position row":
                copy.Rows.Remove(copy.Rows.First(row => row.Table == StoreTable.Positions));
                break;
            case "a row of changed positions too many":
                copy.Rows.Add(new StoreChange(StoreTable.Positions, StateRows.ChangesKey(1, 0), [1]));
                break;
            case "a lost account row":
                copy.Rows.Remove(copy.Rows.First(row => row.Table == StoreTable.Registry));
                break;
            case "a lost open settlement":
                copy.Rows.Remove(copy.Rows.First(row => row.Table == StoreTable.Open));
                break;
            case "another version of rows":
                copy.Rows.First(row => row.Table == StoreTable.Positions).Value![0] = 9;
                break;
            case "a row cut short":
                Replace(copy, StoreTable.Positions, value => value[..^1]);
                break;
            case "a position of an unknown account":
                Replace(copy, StoreTable.Positions, value => [.. value[..3], 100, .. value[4..]]);
                break;
            case "a changed balance":
                var first = copy.Rows.FindIndex(row => row.Table == StoreTable.Positions);
                copy.Rows[first] = copy.Rows[first] with { Value = ChangeBalance(copy.Rows[first].Value!) };
                break;
            case "the history cut behind the mark":
                copy.Blocks.RemoveRange(5, copy.Blocks.Count - 5);
                break;
            case "the marked block replaced":
                Replace(copy, StoreTable.Info, value => [.. value[..4], (byte)(value[4] ^ 1), .. value[5..]]);
                break;
            default:
                throw new InvalidOperationException(damage);
        }
    }

    [Fact]
    public void A_missing_block_is_refused_at_open()
    {
        var copy = Sample(out var options).WithoutDerivedRows();
        using var store = new Holed(MemoryLedgerStore.Open(copy.ToDisk()), hole: 4);
        var error = Assert.Throws<LedgerException>(() => LedgerEngine.Open(
            store, options, new ManualTime(), new StepScheduler(), () => default));
        Assert.Equal(LedgerFailure.Corrupt, error.Failure);
        Assert.Contains("block 4 is missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_undamaged_copy_opens()
    {
        var copy = Sample(out var options);
        using var rig = new LedgerRig(options, copy.ToDisk());
        Assert.True(rig.Audit().Passed);
        Assert.Equal(990, rig.Balance("alice"));
    }

    /// <summary>A ledger with derived rows and one block after them.</summary>
    internal static LedgerCopy Sample(out LedgerOptions options, int shift = 0)
    {
        using var rig = LedgerRig.WithWorld();
        rig.Submit(Pay(2, "alice", "bob", 10 + shift));
        rig.Submit(Pay(3, "alice", "bob", 5_000, terms: Wait));
        rig.Flush();
        rig.Submit(Pay(4, "bob", "carol", 10));
        options = rig.Options;
        rig.Crash(int.MaxValue);
        return LedgerCopy.Of(rig.Disk);
    }

    internal static void Replace(LedgerCopy copy, StoreTable table, Func<byte[], byte[]> change)
    {
        var place = copy.Rows.FindLastIndex(row => row.Table == table);
        copy.Rows[place] = copy.Rows[place] with { Value = change(copy.Rows[place].Value!) };
    }

    private static byte[] ChangeBalance(byte[] row)
    {
        // The first position of a page, behind its version and the number of its flush.
        var reader = new ByteReader(row.AsSpan(2));
        var position = StateRowFormat.ReadPosition(ref reader);
        position.Balance++;
        var writer = new ByteWriter();
        StateRowFormat.Write(writer, position);
        return [.. row[..2], .. writer.Written, .. row[(2 + reader.Offset)..]];
    }

    /// <summary>A store that has lost one block.</summary>
    private sealed class Holed(ILedgerStore inner, long hole) : ILedgerStore
    {
        public long LastBlockNo => inner.LastBlockNo;

        public StoreSpace Space => inner.Space;

        public void Commit(in BlockWrite block) => inner.Commit(block);

        public void Derive(DerivedWrite write) => inner.Derive(write);

        public void Flush() => inner.Flush();

        public byte[]? ReadBlock(long blockNo) => blockNo == hole ? null : inner.ReadBlock(blockNo);

        public bool ReadBlock(long blockNo, int offset, Span<byte> destination) =>
            blockNo != hole && inner.ReadBlock(blockNo, offset, destination);

        public byte[]? Read(StoreTable table, ReadOnlySpan<byte> key) => inner.Read(table, key);

        public IEnumerable<StoreRow> Scan(StoreTable table, byte[] from, byte[] to) => inner.Scan(table, from, to);

        public void Dispose() => inner.Dispose();
    }
}
