using VeritasVault.Core;
using VeritasVault.TestKit.Engine;
using Xunit;
using static VeritasVault.TestKit.Engine.Samples;

namespace VeritasVault.Engine.Tests;

/// <summary>Who holds what, who waits for whom, and how each settlement is decided can be asked at any time.</summary>
public sealed class LockViewTests
{
    [Fact]
    public void Locks_of_people_and_settlements_are_listed_with_who_waits_for_them()
    {
        using var rig = LedgerRig.WithWorld();
        Assert.Equal(OutcomeCode.Prepared, rig.Submit(Prepared(rig, 11, "alice", "bob", Isolation.Exclusive)).Code);
        var acquired = rig.Execute(new AcquireLock
        {
            Id = Cid(101),
            Actor = Operator,
            Account = AccountId.Parse("bank"),
            Mode = LockMode.Shared,
            LeaseSeconds = 30,
            Reason = "count",
        });
        Assert.Equal(OutcomeCode.Applied, acquired.Code);
        Assert.Equal(OutcomeCode.Waiting, rig.Submit(Pay(12, "alice", "bank", 5)).Code);
        var locks = rig.View.Locks();
        Assert.Equal(["alice/EUR", "bob/EUR", "bank"], locks.Held.Select(held => held.Subject));
        Assert.Equal(
            [LockMode.Exclusive, LockMode.Exclusive, LockMode.Shared], locks.Held.Select(held => held.Mode));
        Assert.All(
            locks.Held.Take(2), held => Assert.Equal((Sid(11), null), (held.Holder.Settlement!.Value, held.Until)));
        var person = locks.Held[2];
        Assert.Equal(
            (acquired.RecordNo, Operator, "count", 1),
            (person.Holder.Lock, person.Holder.Actor, person.Reason, person.Token));
        Assert.Equal(acquired.At.Micros + 30_000_000, person.Until!.Value.Micros);
        var wait = Assert.Single(locks.Waits);
        Assert.Equal(Sid(12), wait.Settlement);
        Assert.Equal(
            [$"settlement {Sid(11)}", $"lock {acquired.RecordNo} of {Operator}"],
            wait.For.Select(party => party.ToString()));

        rig.Execute(Cancel(102, 11, "operator"));
        rig.Pass(TimeSpan.FromSeconds(31));
        Assert.Equal((0, 0), (rig.View.Locks().Held.Count, rig.View.Locks().Waits.Count));
        Assert.Equal(Stage.Completed, rig.View.Settlement(Sid(12))!.Stage);
    }

    [Fact]
    public void A_binding_one_is_in_doubt_from_its_deadline_until_it_is_executed()
    {
        using var rig = LedgerRig.WithWorld();
        rig.Execute(new PermitCoordination
        {
            Id = Cid(101),
            Actor = Operator,
            Participant = ParticipantId.Parse("alice"),
            IsPermitted = true,
        });
        Assert.True(rig.View.Participants().Single(one => one.Id.Value == "alice").MayCoordinate);
        var request = Prepared(rig, 11, "alice", "bob", Isolation.Escrow, PrepareMode.Binding);
        Assert.Equal(OutcomeCode.Prepared, rig.Submit(request, Actor("alice")).Code);
        var before = rig.View.Settlement(Sid(11))!;
        Assert.Equal((null, null), (before.InDoubtSince, before.DecidedAt));
        rig.Pass(TimeSpan.FromHours(2));
        Assert.Equal(OutcomeCode.Applied, rig.Execute(Status(102, "bank", AccountStatus.Frozen)).Code);
        Assert.Equal(request.Deadline, rig.View.Settlement(Sid(11))!.InDoubtSince);
        rig.Execute(new ExecuteCommand { Id = Cid(103), Actor = Actor("alice"), Settlement = Sid(11) });
        var after = rig.View.Settlement(Sid(11))!;
        Assert.Equal((Decision.Commit, null, after.At), (after.Decision, after.InDoubtSince, after.DecidedAt));
    }

    [Fact]
    public void Its_own_part_of_the_plan_is_planned_prepared_and_then_committed_or_undone()
    {
        using var rig = LedgerRig.WithWorld();
        rig.Submit(new SettlementRequest
        {
            Id = Sid(11),
            Legs = [Leg("alice", "bob", "EUR", 5)],
            OnHold = true,
        }, Actor("alice"));
        Assert.Equal(["alice"], rig.View.Settlement(Sid(11))!.OnHold.Select(one => one.Value));
        Assert.Equal(OperationState.Planned, OwnPart(rig, 11).State);
        rig.Execute(new ReleaseCommand { Id = Cid(101), Actor = Actor("alice"), Settlement = Sid(11) });
        Assert.Equal(OperationState.Committed, OwnPart(rig, 11).State);
        Assert.Empty(rig.View.Settlement(Sid(11))!.OnHold);

        rig.Submit(Prepared(rig, 12, "alice", "bob", Isolation.Exclusive));
        var own = OwnPart(rig, 12);
        Assert.Equal((0, OperationState.Prepared, null), (own.Number, own.State, own.Ledger));
        Assert.Equal(
            [("alice", -40, LockMode.Exclusive), ("bob", 40, LockMode.Exclusive)],
            own.Positions.Select(one => (one.Account.Value, (int)one.Net, one.Lock)));
        rig.Execute(Cancel(102, 12, "operator"));
        Assert.Equal(OperationState.Aborted, OwnPart(rig, 12).State);
        var failure = Assert.Single(rig.View.Failures(Sid(12))!);
        Assert.Equal(
            ("CANCELLED", FailureCategory.ParticipantRejection, 0, 1),
            (failure.Code, failure.Category, failure.Operation, failure.Attempt));
        Assert.Equal(OutcomeCode.InsufficientFunds, rig.Submit(Pay(13, "alice", "bob", 100_000)).Code);
        Assert.Equal(
            ("INSUFFICIENT_FUNDS", Stage.Reserving),
            (rig.View.Failures(Sid(13))![0].Code, rig.View.Failures(Sid(13))![0].Stage));
        Assert.Null(rig.View.Failures(Sid(99)));
    }

    private static PlanStep OwnPart(LedgerRig rig, int id) => Assert.Single(rig.View.Settlement(Sid(id))!.Plan);

    private static SettlementRequest Prepared(
        LedgerRig rig,
        int id,
        string from,
        string to,
        Isolation isolation,
        PrepareMode mode = PrepareMode.Expiring) => new()
        {
            Id = Sid(id),
            Legs = [Leg(from, to, "EUR", 40)],
            Deadline = rig.Time.In(TimeSpan.FromHours(1)),
            Terms = new SettlementTerms { Prepare = mode, Isolation = isolation },
        };
}
