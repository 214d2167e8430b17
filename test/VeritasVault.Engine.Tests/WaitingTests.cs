using VeritasVault.Core;
using VeritasVault.TestKit.Engine;
using Xunit;
using static VeritasVault.TestKit.Engine.Samples;

namespace VeritasVault.Engine.Tests;

/// <summary>What waits goes on by itself when time or an earlier block causes it.</summary>
public sealed class WaitingTests
{
    [Fact]
    public void A_date_comes_without_anybody_doing_anything()
    {
        using var rig = LedgerRig.WithWorld();
        var request = Dated(2, rig.Time.In(TimeSpan.FromHours(1)), null);
        var first = rig.Submit(request);
        Assert.Equal((OutcomeCode.Waiting, Stage.Validating), (first.Code, first.Stage));
        Assert.Equal(TimeSpan.FromHours(1) + TimeSpan.FromMicroseconds(1), rig.Scheduler.IdleAtMost("writer"));
        rig.Pass(TimeSpan.FromMinutes(59));
        Assert.Equal(WaitKind.Date, Assert.Single(rig.View.Settlement(Sid(2))!.WaitingFor).Kind);
        rig.Pass(TimeSpan.FromMinutes(1));
        var info = rig.View.Settlement(Sid(2))!;
        Assert.Equal((Stage.Completed, OutcomeCode.Settled), (info.Stage, info.Code));
        Assert.Empty(info.WaitingFor);
        Assert.Null(rig.Scheduler.IdleAtMost("writer"));
    }

    [Fact]
    public void A_deadline_ends_a_settlement_by_itself_at_its_very_moment()
    {
        using var rig = LedgerRig.WithWorld();
        rig.Submit(Dated(2, null, rig.Time.In(TimeSpan.FromHours(1)), quantity: 5_000));
        rig.Pass(TimeSpan.FromHours(1) - TimeSpan.FromMicroseconds(1));
        Assert.Equal(OutcomeCode.Waiting, rig.View.Settlement(Sid(2))!.Code);
        rig.Pass(TimeSpan.FromMicroseconds(1));
        var info = rig.View.Settlement(Sid(2))!;
        Assert.Equal(
            (OutcomeCode.DeadlinePassed, Stage.Failed, Decision.Abort), (info.Code, info.Stage, info.Decision));
        Assert.Equal("engine:ledger", rig.View.History(Sid(2))[^1].Actor.Value);
        Assert.True(rig.Audit().Passed);
    }

    [Fact]
    public void Dates_and_deadlines_survive_reopening_and_pass_while_closed()
    {
        using var rig = LedgerRig.WithWorld();
        rig.Submit(Dated(2, rig.Time.In(TimeSpan.FromHours(1)), null));
        rig.Submit(Dated(3, null, rig.Time.In(TimeSpan.FromHours(1)), quantity: 5_000));
        rig.Close();
        rig.Time.Pass(TimeSpan.FromHours(2));
        rig.Open();
        Assert.Equal(OutcomeCode.Settled, rig.View.Settlement(Sid(2))!.Code);
        Assert.Equal(OutcomeCode.DeadlinePassed, rig.View.Settlement(Sid(3))!.Code);
    }

    [Fact]
    public void Funds_wake_who_waits_for_them_oldest_first()
    {
        using var rig = LedgerRig.WithWorld();
        foreach (var id in new[] { 9, 3, 5 })
        {
            Assert.Equal(OutcomeCode.Waiting, rig.Submit(Pay(id, "alice", "bob", 1_500, terms: Wait)).Code);
        }

        rig.Submit(Pay(20, "bank", "alice", 2_000));
        Assert.Equal(OutcomeCode.Settled, rig.View.Settlement(Sid(9))!.Code);
        Assert.Equal(OutcomeCode.Settled, rig.View.Settlement(Sid(3))!.Code);
        Assert.Equal(OutcomeCode.Waiting, rig.View.Settlement(Sid(5))!.Code);
        var funds = Assert.Single(rig.View.Settlement(Sid(5))!.WaitingFor);
        Assert.Equal((WaitKind.Funds, "alice/EUR", (Int128)1_500), (funds.Kind, funds.Subject, funds.Missing!.Value));
        Assert.Equal("alice/EUR lacks 1500", funds.Text);
    }

    [Fact]
    public void A_chain_of_waiting_settlements_unwinds_block_by_block()
    {
        using var rig = LedgerRig.WithWorld(new LedgerOptions { ResumesPerBlockMax = 1 });
        rig.Submit(Pay(2, "carol", "alice", 4_000, terms: Wait));
        rig.Submit(Pay(3, "bob", "carol", 3_500, terms: Wait));
        rig.Submit(Pay(4, "alice", "bob", 3_000, terms: Wait));
        rig.Submit(Pay(5, "bank", "alice", 2_000));
        Assert.All([2, 3, 4], id => Assert.Equal(OutcomeCode.Settled, rig.View.Settlement(Sid(id))!.Code));
        Assert.True(rig.Audit().Passed);
    }

    [Fact]
    public void Consent_thaw_room_and_policy_wake_what_waits()
    {
        using var rig = LedgerRig.WithWorld();
        rig.Submit(Pay(2, "alice", "bob", 1, terms: Explicit), Actor("bob"));
        var consent = Assert.Single(rig.View.Settlement(Sid(2))!.WaitingFor);
        Assert.Equal((WaitKind.Consent, "alice"), (consent.Kind, consent.Subject));
        Assert.Equal(OutcomeCode.Settled, rig.Execute(Consent(50, 2, "alice")).Code);
        Assert.Equal("alice", Assert.Single(rig.View.Settlement(Sid(2))!.Consents).Value);

        rig.Submit(Dated(3, rig.Time.In(TimeSpan.FromMinutes(1)), null));
        rig.Execute(Status(51, "bob", AccountStatus.Frozen));
        rig.Pass(TimeSpan.FromMinutes(1));
        var thaw = Assert.Single(rig.View.Settlement(Sid(3))!.WaitingFor);
        Assert.Equal((WaitKind.Thaw, "bob"), (thaw.Kind, thaw.Subject));
        rig.Execute(Status(52, "bob", AccountStatus.Open));
        Assert.Equal(OutcomeCode.Settled, rig.View.Settlement(Sid(3))!.Code);

        rig.Execute(Limits(53, "bob", "EUR", 0, ceiling: 1_100));
        rig.Submit(Pay(4, "alice", "bob", 200, terms: Wait));
        var room = Assert.Single(rig.View.Settlement(Sid(4))!.WaitingFor);
        Assert.Equal((WaitKind.CeilingRoom, "bob/EUR", (Int128)102), (room.Kind, room.Subject, room.Missing!.Value));
        rig.Execute(Limits(54, "bob", "EUR", 0));
        Assert.Equal(OutcomeCode.Settled, rig.View.Settlement(Sid(4))!.Code);
        Assert.True(rig.Audit().Passed);
    }

    [Fact]
    public void A_consent_that_is_not_the_last_moves_nothing_and_is_on_record()
    {
        using var rig = LedgerRig.WithWorld();
        rig.Submit(new SettlementRequest
        {
            Id = Sid(2),
            Legs = [Leg("alice", "carol", "EUR", 1), Leg("bob", "carol", "EUR", 1)],
            Terms = Explicit,
        });
        Assert.Equal(OutcomeCode.Waiting, rig.Execute(Consent(50, 2, "alice")).Code);
        Assert.Equal(OutcomeCode.ConsentAlreadyGiven, rig.Execute(Consent(51, 2, "alice")).Code);
        rig.Reopen();
        Assert.Equal(OutcomeCode.Settled, rig.Execute(Consent(52, 2, "bob")).Code);
        Assert.Equal(["CONSENT_GIVEN", "CONSENT_GIVEN"],
            rig.View.History(Sid(2)).Where(e => e.Kind != "STAGE_ENTERED").Select(e => e.Kind));
        Assert.True(rig.Audit().Passed);
    }

    [Fact]
    public void Rejection_and_cancellation_end_what_waits()
    {
        using var rig = LedgerRig.WithWorld();
        rig.Submit(Pay(2, "alice", "bob", 5_000, terms: Wait), Actor("alice"));
        rig.Submit(Pay(3, "alice", "bob", 5_000, terms: Wait), Actor("alice"));
        Assert.Equal(OutcomeCode.ActorNotParty, rig.Execute(Reject(50, 2, "carol")).Code);
        Assert.Equal(OutcomeCode.ParticipantRejected, rig.Execute(Reject(51, 2, "bob", "not agreed")).Code);
        Assert.Equal(OutcomeCode.Cancelled, rig.Execute(Cancel(52, 3, "alice")).Code);
        Assert.Equal(OutcomeCode.AlreadyDecided, rig.Execute(Cancel(53, 2, "alice")).Code);
        rig.Flush();
        rig.Reopen();
        Assert.Equal(OutcomeCode.AlreadyDecided, rig.Execute(Consent(54, 3, "alice")).Code);
        Assert.Equal(OutcomeCode.SettlementUnknown, rig.Execute(Consent(55, 99, "alice")).Code);
        Assert.Equal("not agreed", rig.View.History(Sid(2))[^1].Reason);
        Assert.True(rig.Audit().Passed);
    }

    [Fact]
    public void Metadata_lies_apart_is_erased_and_still_compares()
    {
        using var rig = LedgerRig.WithWorld();
        var open = WithTexts(2, 5_000, "ref-2", "for your eyes");
        var decided = WithTexts(3, 10, "ref-3", "and yours");
        rig.Submit(open, Actor("alice"));
        rig.Submit(decided, Actor("alice"));
        Assert.Equal(("ref-2", "for your eyes"), Texts(rig, 2));
        Assert.Equal(("ref-3", "and yours"), Texts(rig, 3));
        Assert.Equal(OutcomeCode.ActorNotAuthorised, rig.Execute(Erase(50, 3, "bob")).Code);
        Assert.Equal(OutcomeCode.SettlementIdMalformed, rig.Execute(Erase(0, 3, "alice") with { Id = default }).Code);
        Assert.Equal(OutcomeCode.Applied, rig.Execute(Erase(51, 2, "alice")).Code);
        Assert.Equal(OutcomeCode.Applied, rig.Execute(Erase(52, 3, "alice")).Code);
        Assert.Equal((null, null), Texts(rig, 2));
        Assert.Equal((null, null), Texts(rig, 3));
        foreach (var memory in Enum.GetValues<RepeatTests.Memory>())
        {
            if (memory != RepeatTests.Memory.Dropped)
            {
                RepeatTests.Remember(rig, memory);
            }

            Assert.True(rig.Submit(open, Actor("alice")).IsReplay);
            Assert.True(rig.Submit(decided, Actor("alice")).IsReplay);
            Assert.Equal(OutcomeCode.SettlementIdReused, rig.Submit(WithTexts(3, 10, "ref-3", "other")).Code);
            Assert.Equal(OutcomeCode.SettlementIdReused, rig.Submit(WithTexts(2, 5_000, null, null)).Code);
        }

        Assert.Equal(2, rig.View.Events().Count(e => e.Kind == "METADATA_ERASED"));
        Assert.True(rig.Audit().Passed, rig.Audit().FirstDifference);
    }

    private static (string? Reference, string? Metadata) Texts(LedgerRig rig, long id) =>
        (rig.View.Settlement(Sid(id))!.Request.Reference, rig.View.Settlement(Sid(id))!.Request.Metadata);

    private static SettlementRequest WithTexts(long id, Int128 quantity, string? reference, string? metadata) => new()
    {
        Id = Sid(id),
        Legs = [Leg("alice", "bob", "EUR", quantity)],
        Terms = Wait,
        Reference = reference,
        Metadata = metadata,
    };

    private static SettlementRequest Dated(long id, Timestamp? notBefore, Timestamp? deadline, int quantity = 1) => new()
    {
        Id = Sid(id),
        Legs = [Leg("alice", "bob", "EUR", quantity)],
        Terms = Wait,
        NotBefore = notBefore,
        Deadline = deadline,
    };
}
