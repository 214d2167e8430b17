using VeritasVault.Core;
using VeritasVault.Storage;
using VeritasVault.TestKit.Engine;
using Xunit;
using static VeritasVault.TestKit.Engine.Samples;

namespace VeritasVault.Engine.Tests;

/// <summary>No answer before durability, and what happens when durability is in doubt.</summary>
public sealed class DurabilityTests
{
    [Fact]
    public void Nobody_is_answered_before_the_block_is_durable_and_readable()
    {
        using var rig = LedgerRig.WithWorld();
        var durable = false;
        var answered = 0;
        rig.Faults.OnStep = step =>
        {
            Assert.True(step != StoreStep.CommitStarting || answered == 0);
            durable |= step == StoreStep.CommitDurable;
        };
        rig.Engine.Submit([Pay(2, "alice", "bob", 10)], Operator, answers =>
        {
            Assert.True(durable);
            Assert.Equal(OutcomeCode.Settled, answers[0].Code);
            Assert.Equal(Stage.Completed, rig.View.Settlement(Sid(2))?.Stage);
            Assert.Equal(990, rig.Balance("alice"));
            answered++;
        });
        Assert.Equal(0, answered);
        rig.Scheduler.Run();
        Assert.Equal(1, answered);
    }

    [Fact]
    public void Refusals_and_dry_runs_that_saw_an_unwritten_block_wait_for_it()
    {
        using var rig = LedgerRig.WithWorld();
        var order = new List<string>();
        rig.Faults.OnStep = step =>
        {
            if (step == StoreStep.CommitDurable)
            {
                order.Add("durable");
            }
        };
        rig.Engine.Submit([Pay(2, "alice", "bob", 990)], Operator, _ => order.Add("settled"));
        rig.Engine.DryRun(Pay(3, "alice", "bob", 500), Operator, answer => order.Add(answer.Code.Name()));
        rig.Engine.Execute(Open(50, "alice", "alice"), answer => order.Add(answer.Code.Name()));
        rig.Scheduler.Run();
        Assert.Equal(["durable", "settled", "INSUFFICIENT_FUNDS", "ACCOUNT_EXISTS"], order);
    }

    [Theory]
    [InlineData(StoreStep.CommitStarting, false)]
    [InlineData(StoreStep.CommitDurable, true)]
    public void A_commit_in_doubt_stops_the_engine_and_reopening_tells(StoreStep at, bool tookEffect)
    {
        using var rig = LedgerRig.WithWorld(new LedgerOptions { BlockRecordsMax = 2 });
        rig.Faults.FailNext(at, StoreFailure.StateUnknown);
        var all = new[]
        {
            rig.Begin(Pay(2, "alice", "bob", 1)),
            rig.Begin(Pay(3, "alice", "bob", 1)),
            rig.Begin(Pay(4, "alice", "bob", 1)),
        };
        rig.Scheduler.Run();
        Assert.Equal(OutcomeCode.OutcomeUnknown, Assert.Single(all[0]).Code);
        Assert.Equal(OutcomeCode.OutcomeUnknown, Assert.Single(all[1]).Code);

        // The third was never applied: nothing of it is in doubt.
        Assert.Equal(OutcomeCode.EngineStopped, Assert.Single(all[2]).Code);
        Assert.True(rig.Engine.Stop.IsStopped);

        Assert.Equal(OutcomeCode.EngineStopped, rig.Submit(Pay(5, "alice", "bob", 1)).Code);
        Assert.Equal(OutcomeCode.EngineStopped, rig.Submit(Funding).Code);
        Assert.Equal(OutcomeCode.EngineStopped, rig.Execute(Register(50, "more")).Code);
        Assert.Equal(OutcomeCode.EngineStopped, rig.DryRun(Pay(6, "alice", "bob", 1)).Code);
        Assert.Equal(0, rig.Engine.QueueLength);

        rig.Reopen();
        Assert.Equal(tookEffect, rig.View.Settlement(Sid(2)) is not null);
        Assert.Equal(tookEffect, rig.View.Settlement(Sid(3)) is not null);
        Assert.Null(rig.View.Settlement(Sid(4)));
        var again = rig.Submit(Pay(2, "alice", "bob", 1));
        Assert.Equal((OutcomeCode.Settled, tookEffect), (again.Code, again.IsReplay));
        Assert.True(rig.Audit().Passed);
    }

    [Fact]
    public void Every_step_of_a_commit_can_crash_without_losing_an_answer_or_keeping_half()
    {
        foreach (var step in new[]
        {
            StoreStep.CommitStarting, StoreStep.CommitDurable, StoreStep.DeriveStarting, StoreStep.DeriveWritten,
        })
        {
            using var rig = LedgerRig.WithWorld(new LedgerOptions { DerivedRecordsMax = 1 });
            rig.Faults.FailNext(step, new InvalidOperationException("killed"));
            var answers = rig.Begin(Settle(2, Leg("alice", "bob", "EUR", 10), Leg("bob", "carol", "EUR", 5)));
            rig.Scheduler.Run();
            var acknowledged = answers is [{ Code: OutcomeCode.Settled }];
            rig.Crash();
            rig.Open();
            var there = rig.View.Settlement(Sid(2)) is not null;
            Assert.True(there || !acknowledged, $"{step}");
            Assert.Equal(there ? (990, 1_005, 1_005) : (1_000, 1_000, 1_000),
                ((int)rig.Balance("alice"), (int)rig.Balance("bob"), (int)rig.Balance("carol")));
            var report = rig.Audit();
            Assert.True(report.Passed, $"{step}: {report.FirstDifference}");
        }
    }

    [Fact]
    public void A_broken_invariant_stops_before_anything_of_its_block_is_written()
    {
        using var rig = LedgerRig.WithWorld();
        var before = rig.View.AsOf;
        var commits = rig.Faults.Count(StoreStep.CommitStarting);
        var first = rig.Begin(Pay(2, "alice", "bob", 1));

        // A list that loses members under the lane plays a defect in it.
        var broken = new List<Answer>();
        rig.Engine.Submit(new Vanishing(Pay(3, "alice", "bob", 1)), Operator, broken.AddRange);
        rig.Scheduler.Run();
        Assert.Equal(OutcomeCode.OutcomeUnknown, Assert.Single(first).Code);
        Assert.Equal(OutcomeCode.OutcomeUnknown, Assert.Single(broken).Code);
        Assert.Equal(commits, rig.Faults.Count(StoreStep.CommitStarting));
        rig.Reopen();
        Assert.Equal(before, rig.View.AsOf);
    }

    [Fact]
    public void A_full_queue_is_a_refusal_and_not_a_wait()
    {
        using var rig = LedgerRig.WithWorld(new LedgerOptions { QueueCapacity = 2 });
        var answers = Enumerable.Range(2, 4).Select(i => rig.Begin(Pay(i, "alice", "bob", 1))).ToArray();
        Assert.Equal(OutcomeCode.QueueFull, Assert.Single(answers[2]).Code);
        Assert.Equal(OutcomeCode.QueueFull, Assert.Single(answers[3]).Code);
        rig.Scheduler.Run();
        Assert.Equal(OutcomeCode.Settled, Assert.Single(answers[0]).Code);
        Assert.Equal(OutcomeCode.Settled, Assert.Single(answers[1]).Code);
        Assert.Equal(OutcomeCode.Settled, rig.Submit(Pay(4, "alice", "bob", 1)).Code);
    }

    [Fact]
    public void On_a_full_disk_nothing_changes_repeats_are_answered_and_room_is_enough_to_go_on()
    {
        using var rig = LedgerRig.WithWorld();
        var waiting = From(rig.Time.In(TimeSpan.FromMinutes(1)), 2);
        Assert.Equal(OutcomeCode.Waiting, rig.Submit(waiting).Code);
        rig.Disk.Space = StoreSpace.Low;
        var before = rig.View.AsOf;
        Assert.Equal(OutcomeCode.StorageFull, rig.Submit(Pay(3, "alice", "bob", 1)).Code);
        Assert.Equal(OutcomeCode.StorageFull, rig.Execute(Register(50, "more")).Code);
        Assert.Equal(OutcomeCode.StorageFull, rig.Execute(Erase(51, 1, "operator")).Code);
        Assert.Equal(OutcomeCode.Settled, rig.Submit(Funding).Code);
        Assert.Equal(OutcomeCode.NoLegs, rig.Submit(Settle(4)).Code);
        Assert.Equal(OutcomeCode.Settled, rig.DryRun(Pay(3, "alice", "bob", 1)).Code);
        rig.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(before, rig.View.AsOf);
        Assert.Equal(TimeSpan.FromSeconds(1), rig.Scheduler.IdleAtMost("writer"));

        // Room comes back: nobody tells the engine, and what was due meanwhile goes on by itself.
        rig.Disk.Space = StoreSpace.Enough;
        rig.Scheduler.Wake();
        Assert.Equal(Stage.Completed, rig.View.Settlement(Sid(2))?.Stage);
        Assert.Equal(OutcomeCode.Settled, rig.Submit(Pay(3, "alice", "bob", 1)).Code);
    }

    [Fact]
    public void Derived_rows_that_find_no_room_wait_and_stall_nobody()
    {
        using var rig = LedgerRig.WithWorld(new LedgerOptions
        {
            DerivedRecordsMax = 1,
            BlocksInFlight = 2,
            BlockRecordsMax = 1,
        });
        rig.Faults.FailAlways(StoreStep.DeriveStarting, StoreFailure.NoSpace);
        var answers = Enumerable.Range(2, 20).Select(i => rig.Begin(Pay(i, "alice", "bob", 1))).ToArray();
        rig.Scheduler.Run();
        Assert.All(answers, one => Assert.Single(one));
        Assert.Equal(OutcomeCode.Settled, answers[0][0].Code);
        Assert.Equal(OutcomeCode.StorageFull, answers[^1][0].Code);
        Assert.False(rig.Engine.Stop.IsStopped);
        Assert.Equal(TimeSpan.FromSeconds(1), rig.Scheduler.IdleAtMost("projector"));

        rig.Faults.Heal();
        rig.Scheduler.Wake();
        Assert.Null(rig.Scheduler.IdleAtMost("projector"));
        Assert.Equal(0, rig.Engine.Projection.PendingRecords);
        Assert.Equal(OutcomeCode.Settled, rig.Submit(Pay(50, "alice", "bob", 1)).Code);
        Assert.True(rig.Audit().Passed);
    }

    [Fact]
    public void A_callback_that_throws_harms_nobody_else()
    {
        using var rig = LedgerRig.WithWorld();
        rig.Engine.Submit(
            [Pay(2, "alice", "bob", 1)], Operator, _ => throw new InvalidOperationException("the caller's bug"));
        var other = rig.Begin(Pay(3, "alice", "bob", 1));
        rig.Scheduler.Run();
        Assert.Equal(OutcomeCode.Settled, Assert.Single(other).Code);
        Assert.Equal(1, rig.Engine.CallbackFaults);
        Assert.Equal(Stage.Completed, rig.View.Settlement(Sid(2))?.Stage);
        rig.Close();
        rig.Open();
        Assert.Equal(998, rig.Balance("alice"));
    }

    [Fact]
    public void A_look_up_that_fails_stops_the_engine_rather_than_take_an_id_for_new()
    {
        using var rig = LedgerRig.WithWorld();
        rig.Flush();
        rig.Faults.FailNext(StoreStep.ReadingRow, StoreFailure.Corrupt);
        Assert.Equal(OutcomeCode.EngineStopped, rig.Submit(Funding).Code);
        Assert.True(rig.Engine.Stop.IsStopped);
    }

    [Fact]
    public void Metadata_counts_towards_the_size_of_a_block()
    {
        using var rig = LedgerRig.WithWorld(new LedgerOptions { BlockBytesMax = 16_384 });
        var before = rig.View.AsOf.BlockNo;
        var text = new string('x', 4_096);
        rig.SubmitMany([.. Enumerable.Range(2, 40).Select(i => new SettlementRequest
        {
            Id = Sid(i),
            Legs = [Leg("alice", "bob", "EUR", 1)],
            Metadata = text,
        }),
        ]);
        Assert.InRange(rig.View.AsOf.BlockNo - before, 9, 14);
    }

    private static SettlementRequest From(Timestamp notBefore, long id) =>
        new() { Id = Sid(id), Legs = [Leg("alice", "bob", "EUR", 1)], NotBefore = notBefore };

    /// <summary>Gives its member once and then has none.</summary>
    private sealed class Vanishing(SettlementRequest request) : IReadOnlyList<SettlementRequest>
    {
        private int _reads;

        public int Count => 1;

        public SettlementRequest this[int index] =>
            _reads++ < 1 ? request : throw new InvalidOperationException("the member is gone");

        public IEnumerator<SettlementRequest> GetEnumerator()
        {
            yield return request;
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
