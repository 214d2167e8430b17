using VeritasVault.Core;
using VeritasVault.TestKit.Engine;
using Xunit;
using static VeritasVault.TestKit.Engine.Samples;

namespace VeritasVault.Engine.Tests.Foreign;

/// <summary>Settlements with a leg on a ledger that is not ours: both sides or neither.</summary>
public sealed class ForeignTests
{
    [Theory]
    [InlineData(LedgerHold.Binding)]
    [InlineData(LedgerHold.TimeLimited)]
    [InlineData(LedgerHold.Compensating)]
    [InlineData(LedgerHold.None)]
    public void A_trade_over_two_ledgers_happens_on_both(LedgerHold hold)
    {
        using var world = new ForeignWorld(hold);
        Assert.Equal(OutcomeCode.Preparing, world.Rig.Submit(ForeignWorld.Trade(11)).Code);
        Assert.Equal(OutcomeCode.Settled, world.CodeOf(11));
        Assert.Equal("both", world.Outcome());
        Assert.Equal(0, world.Reserved());
        var files = world.Rig.View.Prove(Sid(11), ProofView.Whole);
        Assert.NotNull(files);
        new Stranger(world.Rig.View).MustAccept(files.Settlement);
        world.MustHold();
    }

    [Theory]
    [InlineData(LedgerHold.Binding)]
    [InlineData(LedgerHold.TimeLimited)]
    [InlineData(LedgerHold.Compensating)]
    [InlineData(LedgerHold.None)]
    public void What_the_other_ledger_refuses_leaves_no_trace_here(LedgerHold hold)
    {
        using var world = new ForeignWorld(hold);
        world.Rig.Submit(ForeignWorld.Trade(11, price: 1_001));
        Assert.Equal(OutcomeCode.ForeignRefused, world.CodeOf(11));
        Assert.Equal("neither", world.Outcome());
        Assert.Equal(0, world.Reserved());
        Assert.Equal(Stage.Failed, world.Rig.View.Settlement(Sid(11))!.Stage);
        world.MustHold();
    }

    [Theory]
    [InlineData(LedgerHold.Binding, "both", 1)]
    [InlineData(LedgerHold.TimeLimited, "both", 1)]
    [InlineData(LedgerHold.Compensating, "neither", 3)]
    public void A_ledger_that_holds_makes_its_legs_at_once_and_one_that_executes_one_after_the_other(
        LedgerHold hold, string expected, int operations)
    {
        using var world = new ForeignWorld(hold);

        // Alice can send back no euro before she has one: only all together they net out.
        var trade = new SettlementRequest
        {
            Id = Sid(11),
            Legs =
            [
                Leg("alice", "bob", "BOND", 10),
                ForeignWorld.Euros("alice-at-bank", "bob-at-bank", 50),
                ForeignWorld.Euros("bob-at-bank", "alice-at-bank", ForeignWorld.Price),
                ForeignWorld.Euros("bob-at-bank", "alice-at-bank", 50),
            ],
        };
        world.Rig.Submit(trade);
        Assert.Equal(expected, world.Outcome());
        Assert.Equal(expected == "both" ? OutcomeCode.Settled : OutcomeCode.ForeignRefused, world.CodeOf(11));
        var plan = world.Rig.View.Settlement(Sid(11))!.Plan;
        Assert.Equal(operations, plan.Count - 1);
        Assert.Equal([2, 3, 4], plan.Skip(1).SelectMany(step => step.Legs));
        world.MustHold();
    }

    [Fact]
    public void What_gets_no_answer_waits_visibly_for_the_operator_and_goes_on_when_told()
    {
        using var world = new ForeignWorld();
        world.Calls.LosesAnswer = key => key.Call == ForeignCall.Prepare;
        world.Rig.Submit(ForeignWorld.Trade(11));
        var stuck = world.Rig.View.Settlement(Sid(11))!;
        Assert.Equal(OutcomeCode.Preparing, stuck.Code);
        Assert.Contains(stuck.WaitingFor, waiting => waiting.Kind == WaitKind.Operator);
        world.Calls.LosesAnswer = _ => false;
        Assert.Equal(OutcomeCode.Preparing, world.Rig.Execute(Retry(70, 11)).Code);
        Assert.Equal(OutcomeCode.Settled, world.CodeOf(11));
        Assert.Equal("both", world.Outcome());
        Assert.Equal(OutcomeCode.AlreadyDecided, world.Rig.Execute(Retry(71, 11)).Code);
        world.MustHold();
    }

    [Fact]
    public void What_the_operator_gives_up_is_undone_on_the_other_ledger_though_its_answer_was_lost()
    {
        using var world = new ForeignWorld();
        world.Calls.LosesAnswer = key => key.Call == ForeignCall.Prepare;
        world.Rig.Submit(ForeignWorld.Trade(11));
        Assert.Single(world.Bank.Prepared());
        world.Rig.Execute(new AbortCommand { Id = Cid(70), Actor = Operator, Settlement = Sid(11) });
        Assert.Equal(OutcomeCode.OperatorAborted, world.CodeOf(11));
        Assert.Empty(world.Bank.Prepared());
        Assert.Equal("neither", world.Outcome());
        world.MustHold();
    }

    [Fact]
    public void After_the_decision_nothing_is_undone_however_long_the_other_ledger_is_silent()
    {
        using var world = new ForeignWorld();
        world.Calls.LosesRequest = key => key.Call == ForeignCall.Commit;
        world.Rig.Submit(ForeignWorld.Trade(11));
        Assert.Equal(OutcomeCode.Committing, world.CodeOf(11));
        Assert.Equal(Decision.Commit, world.Rig.View.Settlement(Sid(11))!.Decision);
        var abort = new AbortCommand { Id = Cid(70), Actor = Operator, Settlement = Sid(11) };
        Assert.Equal(OutcomeCode.AlreadyDecided, world.Rig.Execute(abort).Code);
        Assert.Equal(OutcomeCode.AlreadyDecided, world.Rig.Execute(Cancel(71, 11, "operator")).Code);
        Assert.NotNull(world.Rig.View.Prove(Sid(11), ProofView.Whole));
        world.Calls.LosesRequest = _ => false;
        world.Rig.Reopen();
        world.Rig.Execute(Retry(72, 11));
        Assert.Equal(OutcomeCode.Settled, world.CodeOf(11));
        Assert.Equal("both", world.Outcome());
        world.MustHold();
    }

    [Fact]
    public void A_prepared_trade_over_two_ledgers_waits_to_be_executed_and_is_then_done_on_both()
    {
        using var world = new ForeignWorld();
        world.Rig.Submit(ForeignWorld.Trade(11, terms: new SettlementTerms { Prepare = PrepareMode.Binding }));
        Assert.Equal(OutcomeCode.Prepared, world.CodeOf(11));
        Assert.Single(world.Bank.Prepared());
        world.Rig.Reopen();
        world.Rig.Execute(new ExecuteCommand { Id = Cid(70), Actor = Operator, Settlement = Sid(11) });
        Assert.Equal(OutcomeCode.Settled, world.CodeOf(11));
        Assert.Equal("both", world.Outcome());
        world.MustHold();
    }

    [Theory]
    [InlineData(LedgerHold.TimeLimited)]
    [InlineData(LedgerHold.None)]
    public void What_is_promised_for_good_rests_on_no_ledger_whose_hold_ends_or_that_may_still_refuse(LedgerHold hold)
    {
        using var world = new ForeignWorld(hold);
        var terms = new SettlementTerms { Prepare = PrepareMode.Binding };
        var refused = world.Rig.Submit(ForeignWorld.Trade(11, terms: terms));
        Assert.Equal((OutcomeCode.TermsInvalid, "prepare"), (refused.Code, refused.Detail?.Field));
        Assert.Equal("neither", world.Outcome());
    }

    [Fact]
    public void What_was_prepared_for_good_and_executed_after_its_deadline_is_proven()
    {
        using var world = new ForeignWorld();
        var trade = ForeignWorld.Trade(11);
        world.Rig.Submit(new SettlementRequest
        {
            Id = trade.Id,
            Legs = trade.Legs,
            Terms = new SettlementTerms { Prepare = PrepareMode.Binding },
            Deadline = world.Rig.Time.In(TimeSpan.FromSeconds(30)),
        });
        Assert.Equal(OutcomeCode.Prepared, world.CodeOf(11));
        world.Rig.Pass(TimeSpan.FromSeconds(40));
        Assert.Equal(OutcomeCode.Prepared, world.CodeOf(11));
        world.Rig.Execute(new ExecuteCommand { Id = Cid(70), Actor = Operator, Settlement = Sid(11) });
        Assert.Equal(OutcomeCode.Settled, world.CodeOf(11));
        foreach (var view in new[] { ProofView.Whole, ProofView.Of(ParticipantId.Parse("alice")) })
        {
            new Stranger(world.Rig.View).MustAccept(world.Rig.View.Prove(Sid(11), view)!.Settlement);
        }

        world.MustHold();
    }

    [Fact]
    public void A_reader_that_sees_each_block_first_keeps_no_lane_from_its_work()
    {
        using var world = new ForeignWorld();
        world.Rig.Begin(ForeignWorld.Trade(11));
        while (world.Rig.Scheduler.StepOne())
        {
            _ = world.CodeOf(11);
        }

        Assert.Equal(OutcomeCode.Settled, world.CodeOf(11));
        Assert.Equal("both", world.Outcome());
    }

    private static RetryCommand Retry(long id, long settlement) =>
        new() { Id = Cid(id), Actor = Operator, Settlement = Sid(settlement) };
}
