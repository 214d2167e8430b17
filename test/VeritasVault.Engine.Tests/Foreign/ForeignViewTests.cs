using VeritasVault.Core;
using Xunit;
using static VeritasVault.TestKit.Engine.Samples;

namespace VeritasVault.Engine.Tests.Foreign;

/// <summary>What external ledgers were asked and answered can be seen: in the plan, in the history, among the
/// failures.</summary>
public sealed class ForeignViewTests
{
    [Fact]
    public void The_plan_shows_what_an_external_ledger_said_while_it_is_stuck_and_when_it_is_over()
    {
        using var world = new ForeignWorld();
        world.Calls.LosesAnswer = key => key.Call == ForeignCall.Prepare;
        world.Rig.Submit(ForeignWorld.Trade(11));
        var stuck = world.Rig.View.Settlement(Sid(11))!.Plan;
        Assert.Equal([0, 1], stuck.Select(step => step.Number));
        Assert.Equal([OperationState.Prepared, OperationState.Planned], stuck.Select(step => step.State));
        Assert.Equal(
            ("bank", LedgerHold.Binding, 1, true, "no answer"),
            (stuck[1].Ledger!.Value.Value, stuck[1].Hold!.Value, stuck[1].Tries, stuck[1].IsStuck, stuck[1].Said));
        Assert.Equal([2], stuck[1].Legs);
        Assert.Equal(0, world.Rig.View.ForeignCallsDue);
        world.Calls.LosesAnswer = _ => false;
        world.Rig.Execute(new RetryCommand { Id = Cid(70), Actor = Operator, Settlement = Sid(11) });
        Assert.All(
            world.Rig.View.Settlement(Sid(11))!.Plan, step => Assert.Equal(OperationState.Committed, step.State));
        var failure = Assert.Single(world.Rig.View.Failures(Sid(11))!);
        Assert.Equal(
            ("FOREIGN_TIMED_OUT", FailureCategory.System, 1, "prepare: no answer (waits for the operator)"),
            (failure.Code, failure.Category, failure.Operation, failure.Text));
        Assert.Contains(world.Rig.View.History(Sid(11)), happened => happened.Kind == "FOREIGN_GIVEN_UP"
            && happened.Reason == "operation 1, prepare: no answer (waits for the operator)");
    }

    [Fact]
    public void What_a_ledger_refuses_is_among_the_failures_and_the_plan_is_undone()
    {
        using var world = new ForeignWorld();
        world.Rig.Submit(ForeignWorld.Trade(11, price: 1_001));
        var failures = world.Rig.View.Failures(Sid(11))!;
        Assert.Equal(["FOREIGN_REFUSED", "FOREIGN_REFUSED"], failures.Select(failure => failure.Code));
        Assert.Equal([1, 0], failures.Select(failure => failure.Operation));
        Assert.All(
            world.Rig.View.Settlement(Sid(11))!.Plan, step => Assert.Equal(OperationState.Aborted, step.State));
    }

    [Fact]
    public void It_is_in_doubt_while_only_the_word_of_a_ledger_that_cannot_undo_decides()
    {
        using var world = new ForeignWorld(LedgerHold.None);
        world.Calls.LosesAnswer = key => key.Call == ForeignCall.Commit;
        world.Rig.Submit(ForeignWorld.Trade(11));
        var doubtful = world.Rig.View.Settlement(Sid(11))!;
        Assert.Equal((Decision.None, null), (doubtful.Decision, doubtful.DecidedAt));
        Assert.NotNull(doubtful.InDoubtSince);
        world.Calls.LosesAnswer = _ => false;
        world.Rig.Execute(new RetryCommand { Id = Cid(70), Actor = Operator, Settlement = Sid(11) });
        var decided = world.Rig.View.Settlement(Sid(11))!;
        Assert.Equal((Decision.Commit, null), (decided.Decision, decided.InDoubtSince));
        Assert.NotNull(decided.DecidedAt);
    }

    [Fact]
    public void Whoever_asks_after_every_step_keeps_nobody_from_calling_the_external_ledger()
    {
        using var world = new ForeignWorld();
        world.Rig.Begin(ForeignWorld.Trade(11));
        world.Rig.Scheduler.RunUntil(() => world.CodeOf(11) == OutcomeCode.Settled);
        Assert.Equal("both", world.Outcome());
    }

    [Fact]
    public void External_ledgers_are_listed_with_what_they_offer_and_which_accounts_they_keep()
    {
        using var world = new ForeignWorld(LedgerHold.TimeLimited);
        var bank = Assert.Single(world.Rig.View.ExternalLedgers());
        Assert.Equal(("bank", LedgerHold.TimeLimited, 60), (bank.Id.Value, bank.Hold, bank.HoldSecondsMax));
        Assert.Equal(
            ["alice-at-bank", "bob-at-bank"],
            world.Rig.View.Accounts().Where(one => one.Ledger == bank.Id).Select(one => one.Id.Value));
        Assert.Null(world.Rig.View.Account(AccountId.Parse("alice"))!.Ledger);
    }
}
