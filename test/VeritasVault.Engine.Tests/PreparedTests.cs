using VeritasVault.Core;
using VeritasVault.TestKit.Engine;
using Xunit;
using static VeritasVault.TestKit.Engine.Samples;

namespace VeritasVault.Engine.Tests;

/// <summary>What is prepared lies in the store like everything else, and what it did is in the log.</summary>
public sealed class PreparedTests
{
    private static readonly SettlementTerms Expiring = new() { Prepare = PrepareMode.Expiring };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_prepared_settlement_survives_reopening_and_is_executed_afterwards(bool fromRows)
    {
        using var rig = LedgerRig.WithWorld();
        Assert.Equal(OutcomeCode.Prepared, rig.Submit(Prepared(rig, 11, 40)).Code);
        if (fromRows)
        {
            rig.Flush();
        }

        var live = rig.Engine.Projection.State;
        rig.Crash();
        rig.Open();
        Assert.Null(StateComparison.FirstDifference(live, rig.Engine.Projection.State));
        Assert.Equal((Int128)40, Reserved(rig));
        Assert.Equal(OutcomeCode.InsufficientFunds, rig.Submit(Pay(12, "alice", "bob", 961)).Code);
        Assert.Equal(OutcomeCode.Settled, rig.Execute(Execute(101, 11)).Code);
        Assert.Equal((960, 0), (rig.Balance("alice"), Reserved(rig)));
        MustPass(rig);
        rig.Reopen();
        MustPass(rig);
    }

    [Fact]
    public void Its_status_shows_that_it_is_prepared_and_what_it_waits_for()
    {
        using var rig = LedgerRig.WithWorld();
        rig.Submit(Prepared(rig, 11, 40));
        var info = rig.View.Settlement(Sid(11))!;
        Assert.Equal(
            (OutcomeCode.Prepared, Stage.Reserving, Decision.None), (info.Code, info.Stage, info.Decision));
        Assert.Equal(WaitKind.Execute, Assert.Single(info.WaitingFor).Kind);
        Assert.Contains(rig.View.Settlements(), s => s.Id == Sid(11) && s.Code == OutcomeCode.Prepared);
        Assert.Equal("PREPARED", rig.View.History(Sid(11))[^1].Kind);
        rig.Execute(Status(102, "alice", AccountStatus.Frozen));
        Assert.Equal(
            [WaitKind.Execute, WaitKind.Thaw], rig.View.Settlement(Sid(11))!.WaitingFor.Select(w => w.Kind));
        Assert.Null(rig.View.Prove(Sid(11), ProofView.Whole));
    }

    [Fact]
    public void Hold_entries_are_in_the_log_and_an_audit_makes_them_again()
    {
        using var rig = LedgerRig.WithWorld();
        rig.Submit(Prepared(rig, 11, 40));
        rig.Execute(Cancel(101, 11, "operator"));
        rig.Submit(Prepared(rig, 12, 7));
        rig.Execute(Execute(102, 12));
        rig.Submit(Prepared(rig, 13, 9));
        rig.Pass(TimeSpan.FromHours(2));
        Assert.Equal(OutcomeCode.DeadlinePassed, rig.View.Settlement(Sid(13))!.Code);
        string[] kinds =
        [
            "PREPARED", "ROLLBACK_STARTED", "STAGE_ENTERED",
        ];
        Assert.Equal(kinds, rig.View.History(Sid(13)).Select(e => e.Kind).Skip(3));
        MustPass(rig);
        rig.Reopen();
        MustPass(rig);
    }

    [Fact]
    public void A_settlement_out_of_a_hold_and_an_abort_are_proven_to_a_stranger()
    {
        using var rig = LedgerRig.WithWorld();
        rig.Submit(Prepared(rig, 11, 40));
        rig.Execute(Execute(101, 11));
        rig.Submit(Prepared(rig, 12, 40));
        rig.Execute(Cancel(102, 12, "operator"));
        Assert.StartsWith($"VALID settled {Sid(11)} ", Prove(rig, 11), StringComparison.Ordinal);
        Assert.StartsWith($"VALID failed {Sid(12)} with code 602 ", Prove(rig, 12), StringComparison.Ordinal);
    }

    [Fact]
    public void What_holds_nothing_is_rolled_back_without_an_entry_of_a_hold()
    {
        using var rig = LedgerRig.WithWorld();
        foreach (var id in new[] { 11, 12 })
        {
            Assert.Equal(OutcomeCode.Prepared, rig.Submit(new SettlementRequest
            {
                Id = Sid(id),
                Legs = [Leg("alice", "bob", "EUR", 5_000), Leg("bob", "alice", "EUR", 5_000)],
                Deadline = rig.Time.In(TimeSpan.FromHours(1)),
                Terms = Expiring,
            }).Code);
        }

        Assert.Equal(OutcomeCode.ParticipantRejected, rig.Execute(Reject(101, 11, "bob")).Code);
        rig.Pass(TimeSpan.FromHours(1));
        Assert.Equal(OutcomeCode.DeadlinePassed, rig.View.Settlement(Sid(12))!.Code);
        MustPass(rig);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_tombstone_is_found_after_reopening(bool fromRows)
    {
        using var rig = LedgerRig.WithWorld();
        Assert.Equal(OutcomeCode.Cancelled, rig.Execute(Cancel(101, 11, "alice")).Code);
        if (fromRows)
        {
            rig.Flush();
        }

        rig.Crash();
        rig.Open();
        var answer = rig.Submit(Pay(11, "alice", "bob", 5));
        Assert.Equal((OutcomeCode.Cancelled, Stage.Failed, true), (answer.Code, answer.Stage, answer.IsReplay));
        Assert.Equal(OutcomeCode.Cancelled, rig.Execute(Cancel(101, 11, "alice")).Code);
        Assert.Equal(OutcomeCode.AlreadyDecided, rig.Execute(Cancel(102, 11, "alice")).Code);
        var info = rig.View.Settlement(Sid(11))!;
        Assert.Equal((OutcomeCode.Cancelled, Stage.Failed, 0), (info.Code, info.Stage, info.Request.Legs.Length));
        Assert.Null(rig.View.Prove(Sid(11), ProofView.Whole));
        Assert.Equal(1_000, rig.Balance("alice"));
        MustPass(rig);
    }

    [Fact]
    public void A_side_on_hold_and_the_permission_to_coordinate_survive_reopening()
    {
        using var rig = LedgerRig.WithWorld();
        Assert.Equal(OutcomeCode.Applied, rig.Execute(new PermitCoordination
        {
            Id = Cid(101),
            Actor = Operator,
            Participant = ParticipantId.Parse("alice"),
            IsPermitted = true,
        }).Code);
        var request = new SettlementRequest
        {
            Id = Sid(11),
            Legs = [Leg("alice", "bob", "EUR", 5)],
            OnHold = true,
            Terms = new SettlementTerms { Prepare = PrepareMode.Binding },
        };
        Assert.Equal(OutcomeCode.Waiting, rig.Submit(request, Actor("alice")).Code);
        rig.Flush();
        rig.Reopen();
        Assert.Equal(WaitKind.Release, Assert.Single(rig.View.Settlement(Sid(11))!.WaitingFor).Kind);
        var release = new ReleaseCommand { Id = Cid(102), Actor = Actor("alice"), Settlement = Sid(11) };
        Assert.Equal(OutcomeCode.Prepared, rig.Execute(release).Code);
        rig.Pass(TimeSpan.FromDays(1));
        rig.Reopen();
        Assert.Equal(OutcomeCode.Settled, rig.Execute(Execute(103, 11)).Code);
        MustPass(rig);
    }

    private static SettlementRequest Prepared(LedgerRig rig, int id, long quantity) => new()
    {
        Id = Sid(id),
        Legs = [Leg("alice", "bob", "EUR", quantity)],
        Deadline = rig.Time.In(TimeSpan.FromHours(1)),
        Terms = Expiring,
    };

    private static ExecuteCommand Execute(int id, int about) =>
        new() { Id = Cid(id), Actor = Operator, Settlement = Sid(about) };

    private static Int128 Reserved(LedgerRig rig) =>
        Assert.Single(rig.View.Positions(AccountId.Parse("alice"), AssetId.Parse("EUR"))).Reserved;

    private static string Prove(LedgerRig rig, int id)
    {
        var files = rig.View.Prove(Sid(id), ProofView.Whole);
        Assert.NotNull(files);
        return new Stranger(rig.View).MustAccept(files.Settlement);
    }

    private static void MustPass(LedgerRig rig)
    {
        var report = rig.Audit();
        Assert.True(report.Passed, report.FirstDifference);
    }
}
