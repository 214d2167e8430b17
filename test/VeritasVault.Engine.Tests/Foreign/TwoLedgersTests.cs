using VeritasVault.Core;
using VeritasVault.External;
using VeritasVault.External.TestKit;
using Xunit;
using static VeritasVault.TestKit.Engine.Samples;

namespace VeritasVault.Engine.Tests.Foreign;

/// <summary>Delivery on one ledger of ours against payment on another: always both or neither.</summary>
public sealed class TwoLedgersTests
{
    private static readonly AssetId Euro = AssetId.Parse("EUR");

    [Theory]
    [InlineData(ForeignWorld.Price, true)]
    [InlineData(1_001, false)]
    public void A_trade_over_two_ledgers_of_ours_ends_on_both_the_same_way(int price, bool isSettled)
    {
        using var world = new TwoLedgersWorld();
        world.Here.Submit(ForeignWorld.Trade(11, price));
        world.MustHaveMoved(isSettled, "undisturbed");
        Assert.Equal(isSettled ? OutcomeCode.Settled : OutcomeCode.InsufficientFunds, world.CodeThere);
    }

    [Theory]
    [InlineData(ForeignWorld.Price, true)]
    [InlineData(1_001, false)]
    public void A_crash_here_at_any_step_ends_as_if_there_had_been_none(int price, bool isSettled)
    {
        var steps = 0;
        for (var isThrough = false; !isThrough; steps++)
        {
            using var world = new TwoLedgersWorld();
            world.Here.Begin(ForeignWorld.Trade(11, price));
            isThrough = !Step(world, steps);
            CrashHere(world, price);
            world.MustHaveMoved(isSettled, $"after {steps} steps here");
        }

        Assert.True(steps > 10, $"only {steps} steps");
    }

    [Theory]
    [InlineData(ForeignWorld.Price, true)]
    [InlineData(1_001, false)]
    public void A_crash_there_at_any_step_ends_as_if_there_had_been_none(int price, bool isSettled)
    {
        var steps = 0;
        for (var isThrough = false; !isThrough; steps++)
        {
            using var world = new TwoLedgersWorld();
            world.Calls.DiesAfter = steps;
            world.Here.Submit(ForeignWorld.Trade(11, price));
            isThrough = !world.Calls.HasDied;
            world.Retry();
            world.MustHaveMoved(isSettled, $"after {steps} steps there");
        }

        Assert.True(steps >= 5, $"only {steps} steps");
    }

    [Fact]
    public void Crashes_on_both_sides_at_any_two_steps_end_as_if_there_had_been_none()
    {
        var there = 0;
        for (var isThrough = false; !isThrough; there++)
        {
            // Every fifth step here: all pairs would say no more and take five times as long.
            for (var (here, isThroughHere) = (there % 5, false); !isThroughHere; here += 5)
            {
                using var world = new TwoLedgersWorld();
                world.Calls.DiesAfter = there;
                world.Here.Begin(ForeignWorld.Trade(11));
                isThroughHere = !Step(world, here);
                CrashHere(world, ForeignWorld.Price);
                isThrough = !world.Calls.HasDied;
                world.Retry();
                world.MustHaveMoved(true, $"after {here} steps here and {there} there");
            }
        }
    }

    [Fact]
    public void What_is_given_up_here_is_cancelled_there_also_when_its_answer_was_lost()
    {
        using var world = new TwoLedgersWorld();
        world.Foreign.LosesAnswer = key => key.Call == ForeignCall.Prepare;
        world.Here.Submit(ForeignWorld.Trade(11));
        Assert.Equal(OutcomeCode.Prepared, world.CodeThere);
        world.Here.Execute(new AbortCommand { Id = Cid(70), Actor = Operator, Settlement = Sid(11) });
        Assert.Equal((OutcomeCode.OperatorAborted, OutcomeCode.Cancelled), (world.Code, world.CodeThere));
        Assert.Equal(1_000, world.There.Balance("bob-at-bank"));
        Assert.All(world.There.View.Positions(), position => Assert.Equal(0, position.Reserved));
    }

    [Theory]
    [InlineData(ForeignWorld.Price, true)]
    [InlineData(1_001, false)]
    public void A_chain_of_three_ledgers_ends_on_all_the_same_way_whenever_the_middle_one_dies(
        int price, bool isSettled)
    {
        var steps = 0;
        for (var isThrough = false; !isThrough; steps++)
        {
            var far = new MemoryExternalLedger(LedgerCapabilities.Binding);
            far.SetBalance(AccountId.Parse("alice-at-bank"), Euro, 0);
            far.SetBalance(AccountId.Parse("bob-at-bank"), Euro, 1_000);
            using var world = new TwoLedgersWorld(far);
            world.Calls.DiesAfter = steps;
            world.Here.Submit(ForeignWorld.Trade(11, price));
            isThrough = !world.Calls.HasDied;
            world.Retry();
            world.MustHaveEnded(isSettled, $"after {steps} steps in the middle");
            Assert.Equal(isSettled ? OutcomeCode.Settled : OutcomeCode.ForeignRefused, world.CodeThere);
            Assert.Empty(far.Prepared());
            Assert.Equal(isSettled ? price : 0, far.BalanceOf(AccountId.Parse("alice-at-bank"), Euro));
        }

        Assert.True(steps > 10, $"only {steps} steps");
    }

    [Fact]
    public void A_decision_in_the_middle_of_a_chain_is_answered_before_the_last_ledger_knows_it()
    {
        var far = new MemoryExternalLedger(LedgerCapabilities.Binding);
        far.SetBalance(AccountId.Parse("alice-at-bank"), Euro, 0);
        far.SetBalance(AccountId.Parse("bob-at-bank"), Euro, 1_000);
        using var world = new TwoLedgersWorld(far);
        world.Here.Submit(ForeignWorld.Trade(11));
        Assert.Equal((OutcomeCode.Settled, OutcomeCode.Committing), (world.Code, world.CodeThere));
        Assert.Single(far.Prepared());
        world.MustHaveEnded(true, "afterwards");
        Assert.Empty(far.Prepared());
    }

    // As many steps here as asked for; false when all came to rest before.
    private static bool Step(TwoLedgersWorld world, int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            if (!world.Here.Scheduler.StepOne())
            {
                return false;
            }
        }

        return true;
    }

    private static void CrashHere(TwoLedgersWorld world, int price)
    {
        world.Here.Crash();
        world.Here.Open();

        // Whoever got no answer repeats the id.
        world.Here.Submit(ForeignWorld.Trade(11, price));
    }
}
