using CsCheck;
using VeritasVault.Core;
using VeritasVault.Storage;
using Xunit;

namespace VeritasVault.Engine.Tests;

/// <summary>The rows of positions: whatever grows or changes between flushes, what is loaded is what was
/// written.</summary>
public sealed class PositionPagesTests
{
    [Fact]
    public void What_is_loaded_after_each_flush_is_the_state_at_that_flush()
    {
        var flush = Gen.Select(
            Gen.Frequency((3, Gen.Const(0)), (1, Gen.Int[1, 200])), Gen.Int[0, 2_000].Array[0, 40], Gen.Bool);
        flush.Array[1, 40].Sample(
            flushes =>
            {
                using var store = MemoryLedgerStore.Open(new MemoryDisk());
                var state = NewState();
                var pages = new PositionPages(state, pagesPerFlushMin: 1);
                foreach (var (grown, touched, twice) in flushes)
                {
                    Change(state, pages, grown, touched);
                    var mark = Write(store, pages, twice);
                    var loaded = NewState();
                    var again = PositionPages.Load(store, loaded, mark, pagesPerFlushMin: 1);
                    Assert.Null(StateComparison.FirstDifference(state, loaded));

                    // Going on from what was loaded is going on.
                    (state, pages) = twice ? (loaded, again) : (state, pages);
                }
            },
            iter: 100);
    }

    [Fact]
    public void Changes_are_void_after_one_turn()
    {
        using var store = MemoryLedgerStore.Open(new MemoryDisk());
        var state = NewState();
        var pages = new PositionPages(state, pagesPerFlushMin: 1);
        Change(state, pages, 64 * 16, []);
        Assert.Equal(0, Write(store, pages, twice: false).ChangeRows);
        for (var i = 0; i < 40; i++)
        {
            Change(state, pages, 0, [i * 7, i * 11, 1000]);
            Assert.InRange(Write(store, pages, twice: false).ChangeRows, 1, 8);
        }

        for (var i = 0; i < 7; i++)
        {
            Write(store, pages, twice: false);
        }

        Assert.Equal(0, Write(store, pages, twice: false).ChangeRows);
        Assert.DoesNotContain(
            store.Scan(StoreTable.Positions, [0], []), row => row.Key[0] == StateRows.ChangesPrefix);
    }

    private static LedgerState NewState()
    {
        var state = new LedgerState();
        state.Restore(new Account(0, AccountId.Parse("only"), 0, -1));
        return state;
    }

    private static void Change(LedgerState state, PositionPages pages, int grown, int[] touched)
    {
        for (var i = 0; i < grown; i++)
        {
            state.Restore(new Position { AssetIndex = state.Positions.Count });
            pages.Touch(state.Positions.Count - 1);
        }

        foreach (var index in touched.Where(index => index < state.Positions.Count))
        {
            ref var position = ref state.Positions.At(index);
            position.Version++;
            position.Balance -= index;
            pages.Touch(index);
        }
    }

    // A store without room takes nothing, and the same is written again.
    private static PagesMark Write(MemoryLedgerStore store, PositionPages pages, bool twice)
    {
        var write = new DerivedWrite();
        for (var i = twice ? 0 : 1; i < 2; i++)
        {
            write.Clear();
            var mark = pages.Write(write, new ByteWriter());
            if (i == 1)
            {
                store.Derive(write);
                pages.Written();
                return mark;
            }
        }

        throw new InvalidOperationException("unreachable");
    }
}
