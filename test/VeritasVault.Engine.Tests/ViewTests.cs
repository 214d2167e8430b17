using VeritasVault.Core;
using VeritasVault.TestKit.Engine;
using Xunit;
using static VeritasVault.TestKit.Engine.Samples;

namespace VeritasVault.Engine.Tests;

/// <summary>What can be asked, on ledgers whose history lies partly in derived rows and partly not.</summary>
public sealed class ViewTests
{
    [Fact]
    public void Events_are_numbered_without_gaps_and_can_be_followed_from_any_number()
    {
        using var rig = AuditTests.EveryKind();
        var all = rig.View.Events().ToArray();
        Assert.Equal(Enumerable.Range(1, all.Length).Select(no => (long)no), all.Select(e => e.No));
        Assert.Equal(rig.View.AsOf.EventNo, all.Length);
        Assert.Equal(all.OrderBy(e => e.At).ThenBy(e => e.RecordNo), all);
        for (var since = -1; since <= all.Length + 1; since++)
        {
            Assert.Equal(all.Skip(Math.Max(0, since)), rig.View.Events(since));
        }

        Assert.Empty(rig.View.Events(long.MaxValue));
        rig.Reopen();
        Assert.Equal(all, rig.View.Events());
    }

    [Fact]
    public void Events_tell_every_kind_of_thing_that_happened()
    {
        using var rig = AuditTests.EveryKind();
        string[] kinds =
        [
            "ACCOUNT_CLOSED", "ACCOUNT_FROZEN", "ACCOUNT_OPENED", "ACCOUNT_THAWED", "ASSET_REGISTERED", "CONSENT_GIVEN",
            "CONSENT_POLICY_SET", "ISSUANCE_LIMIT_SET", "LEDGER_CREATED", "METADATA_ERASED", "PARTICIPANT_REGISTERED",
            "POSITION_LIMITS_SET", "STAGE_ENTERED",
        ];
        Assert.Equal(kinds, rig.View.Events().Select(e => e.Kind).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void History_walks_the_stages_in_order_and_is_the_events_of_one_settlement()
    {
        using var rig = AuditTests.EveryKind();
        foreach (var summary in rig.View.Settlements())
        {
            var history = rig.View.History(summary.Id);
            Assert.Equal(rig.View.Events().Where(e => e.Subject == summary.Id.ToString()), history);
            var stages = history.Where(e => e.Kind == "STAGE_ENTERED").ToArray();
            Assert.Null(stages[0].From);
            Assert.Equal(Stage.Initiated, stages[0].To);
            Assert.True(stages.Zip(stages.Skip(1)).All(pair => pair.First.To == pair.Second.From));
            Assert.Equal(summary.Stage, stages[^1].To);
            var info = rig.View.Settlement(summary.Id)!;
            Assert.Equal(stages.Select(e => new TrailEntry(e.To!.Value, e.At)), info.Trail);
            Assert.Equal((summary.Stage, summary.Code, summary.Decision), (info.Stage, info.Code, info.Decision));
        }

        Assert.Empty(rig.View.History(Sid(999)));
        Assert.Null(rig.View.Settlement(Sid(999)));
    }

    [Fact]
    public void A_settled_settlement_shows_what_it_did()
    {
        using var rig = LedgerRig.WithWorld();
        rig.Submit(Settle(2, Leg("alice", "bob", "EUR", 10), Leg("bob", "alice", "EUR", 3)));
        var info = rig.View.Settlement(Sid(2))!;
        Assert.Equal(
            [
                new PositionMove(AccountId.Parse("alice"), AssetId.Parse("EUR"), 1_000, -7, 993, 2),
                new PositionMove(AccountId.Parse("bob"), AssetId.Parse("EUR"), 1_000, 7, 1_007, 2),
            ],
            info.Moves);
        Assert.Equal(Operator, info.Proposer);
        Assert.Equal(2, info.Request.Legs.Length);
    }

    [Fact]
    public void Settlements_are_listed_once_each_and_in_order_wherever_they_lie()
    {
        using var rig = LedgerRig.WithWorld(new LedgerOptions { DerivedRecordsMax = 1_100 });
        var random = new Random(5);
        var ids = Enumerable.Range(10, 3_000).ToArray();
        random.Shuffle(ids);
        foreach (var some in ids.Chunk(250))
        {
            rig.SubmitMany([.. some.Select(id => Pay(id, "alice", "bob", id % 10 == 0 ? 9_999 : 1,
                terms: id % 20 == 0 ? Wait : null))]);
            if (some[0] % 3 == 0)
            {
                rig.Submit(Pay(100_000 + some[0], "bob", "alice", 240));
            }
        }

        var expected = ids.Concat(ids.Chunk(250).Where(some => some[0] % 3 == 0).Select(some => 100_000 + some[0]))
            .Append(1).Order().Select(id => Sid(id)).ToArray();
        Assert.True(rig.Engine.Projection.PendingRecords > 0);
        Assert.Equal(expected, rig.View.Settlements().Select(s => s.Id));
        foreach (var stage in new[] { Stage.Reserving, Stage.Failed, Stage.Completed, Stage.Initiated })
        {
            Assert.Equal(
                rig.View.Settlements().Where(s => s.Stage == stage).Select(s => s.Id),
                rig.View.Settlements(stage).Select(s => s.Id));
        }

        Assert.Equal(150, rig.View.Settlements(Stage.Reserving).Count());
        rig.Flush();
        Assert.Equal(expected, rig.View.Settlements().Select(s => s.Id));
    }

    [Fact]
    public void Positions_come_in_order_and_can_be_narrowed()
    {
        using var rig = AuditTests.EveryKind();
        var all = rig.View.Positions();
        Assert.Equal(
            all.OrderBy(p => p.Account.Value, StringComparer.Ordinal)
                .ThenBy(p => p.Asset.Value, StringComparer.Ordinal),
            all);
        Assert.Equal(all.Where(p => p.Account.Value == "carol"), rig.View.Positions(AccountId.Parse("carol")));
        Assert.Equal(all.Where(p => p.Asset.Value == "EUR"), rig.View.Positions(null, AssetId.Parse("EUR")));
        Assert.Empty(rig.View.Positions(AccountId.Parse("nowhere")));
        Assert.Null(rig.View.FirstAssetNotConserved());
        Assert.Equal(["bank", "alice", "bob", "carol"], rig.View.Participants().Select(p => p.Id.Value));
        Assert.Equal(rig.View.Participants()[1], rig.View.Participant(ParticipantId.Parse("alice")));
        Assert.Null(rig.View.Participant(ParticipantId.Parse("nobody")));
        Assert.Equal(AccountStatus.Closed, rig.View.Account(AccountId.Parse("spare"))!.Status);
        Assert.Equal(1_000_000, rig.View.Asset(AssetId.Parse("EUR"))!.IssuanceLimit);
        Assert.Null(rig.View.Asset(AssetId.Parse("GOLD")));
        Assert.Null(rig.View.Account(AccountId.Parse("nowhere")));
    }

    [Fact]
    public void Statements_reconcile_for_every_period_across_flushes()
    {
        using var rig = LedgerRig.WithWorld(new LedgerOptions { DerivedRecordsMax = 7 });
        var times = new List<Timestamp> { rig.Time.Now };
        for (var i = 2; i < 40; i++)
        {
            rig.Pass(TimeSpan.FromSeconds(1));
            times.Add(rig.Time.Now);
            rig.Submit(i % 3 == 0
                ? Settle(i, Leg("alice", "bob", "EUR", i), Leg("bank", "alice", "BOND", 2))
                : Pay(i, i % 2 == 0 ? "alice" : "bob", i % 2 == 0 ? "bob" : "alice", i));
        }

        Assert.True(rig.Engine.Projection.PendingRecords > 0);
        var whole = rig.View.Statement(AccountId.Parse("alice"))!;
        Assert.Equal(["BOND", "EUR"], whole.Assets.Select(line => line.Asset.Value));
        foreach (var line in whole.Assets)
        {
            Assert.True(line.Reconciles);
            Assert.Equal(0, line.Opening);
            Assert.Equal(rig.Balance("alice", line.Asset.Value), line.Closing);
            Assert.Equal(line.Closing, line.Opening + line.Credits - line.Debits);
        }

        foreach (var middle in times)
        {
            var before = rig.View.Statement(AccountId.Parse("alice"), null, middle)!.Assets;
            var after = rig.View.Statement(AccountId.Parse("alice"), middle, null)!.Assets;
            for (var i = 0; i < whole.Assets.Count; i++)
            {
                Assert.True(before[i].Reconciles && after[i].Reconciles);
                Assert.Equal(before[i].Closing, after[i].Opening);
                Assert.Equal(whole.Assets[i].Closing, after[i].Closing);
                Assert.Equal(whole.Assets[i].Moves, before[i].Moves.Concat(after[i].Moves));
                Assert.All(before[i].Moves, move => Assert.True(move.At < middle));
                Assert.All(after[i].Moves, move => Assert.True(move.At >= middle));
            }
        }

        Assert.Null(rig.View.Statement(AccountId.Parse("nowhere")));
        Assert.Empty(rig.View.Statement(AccountId.Parse("alice"), times[^1], times[0])!.Assets[0].Moves);
    }

    [Fact]
    public void What_a_settlement_waits_for_goes_by_engine_time_and_not_by_a_clock_that_jumped()
    {
        using var rig = LedgerRig.WithWorld();
        rig.Submit(new SettlementRequest
        {
            Id = Sid(2),
            Legs = [Leg("alice", "bob", "EUR", 1)],
            NotBefore = rig.Time.In(TimeSpan.FromHours(1)),
        });
        rig.Time.StepWall(TimeSpan.FromHours(2));
        rig.Scheduler.Wake();
        Assert.True(rig.Engine.Clock.IsSuspect);
        var date = Assert.Single(rig.View.Settlement(Sid(2))!.WaitingFor);
        Assert.Equal((WaitKind.Date, "not before 2026-01-05T10:00:00.000000Z"), (date.Kind, date.Text));
        rig.Engine.ConfirmClock();
        rig.Scheduler.Run();
        Assert.Equal(OutcomeCode.Settled, rig.View.Settlement(Sid(2))!.Code);
    }

    [Fact]
    public void A_broken_projection_serves_nobody_and_stops_the_engine()
    {
        using var rig = LedgerRig.WithWorld();
        rig.Begin(Pay(2, "alice", "bob", 1));
        rig.Scheduler.Run("writer");
        rig.Scheduler.Run("log");
        rig.Scheduler.Run("commit");

        // The projection goes on from a state that is not the one on record.
        rig.Engine.Projection.State.Positions.At(1).Balance++;
        Assert.Throws<InvariantException>(() => rig.View.AsOf);
        Assert.Throws<LedgerException>(() => rig.View.AsOf);
        rig.Scheduler.Run();
        Assert.True(rig.Engine.Stop.IsStopped);
        Assert.Equal(OutcomeCode.EngineStopped, rig.Submit(Pay(3, "alice", "bob", 1)).Code);
        rig.Reopen();
        Assert.Equal(999, rig.Balance("alice"));
    }
}
