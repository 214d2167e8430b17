using VeritasVault.Core;
using VeritasVault.TestKit.Engine;
using Xunit;
using static VeritasVault.TestKit.Engine.Samples;

namespace VeritasVault.Engine.Tests;

/// <summary>What is kept in memory follows what is open, not how long the history is.</summary>
public sealed class MemoryTests
{
    private const int Settlements = 300_000;
    private const int Batch = 5_000;
    private const int Generation = 1_000;
    private const int DerivedRecords = 4_000;
    private const int BlockRecords = 1_000;

    [Fact]
    public void Recent_ids_and_the_waiting_room_stay_small_over_a_long_history()
    {
        using var rig = LedgerRig.WithWorld(new LedgerOptions
        {
            BlockRecordsMax = BlockRecords,
            DerivedRecordsMax = DerivedRecords,
            RecentIdsPerGeneration = Generation,
        });
        var most = 0;
        for (var first = 10; first < Settlements; first += Batch)
        {
            // Every thousandth waits until the next batch pays for it.
            rig.SubmitMany([.. Enumerable.Range(first, Batch).Select(id => id % 1_000 == 0
                ? Pay(id, "carol", "alice", 1_500, terms: Wait)
                : Pay(id, id % 2 == 0 ? "alice" : "bob", id % 2 == 0 ? "bob" : "alice", 1)),
            ]);
            most = Math.Max(most, rig.Engine.Core.Recent.Count);
            rig.Submit(Pay(1_000_000 + first, "bank", "carol", 1_500 * (Batch / 1_000)));
        }

        // The lag of the index, a generation that is not full, and what was decided while the last flush ran.
        Assert.InRange(most, 1, DerivedRecords + (3 * Generation) + (2 * BlockRecords));
        Assert.Equal(0, rig.Engine.Core.State.Open.Count);
        Assert.False(rig.Engine.Core.Waiting.HasDue(new Timestamp(Timestamp.MicrosMax)));
        Assert.InRange(rig.Engine.Projection.PendingRecords, 0, DerivedRecords + BlockRecords);
        var again = rig.Submit(Pay(10, "alice", "bob", 1));
        Assert.Equal((OutcomeCode.Settled, true), (again.Code, again.IsReplay));
    }
}
