using VeritasVault.Core;
using Xunit;
using static VeritasVault.TestKit.Engine.Samples;

namespace VeritasVault.Engine.Tests.Foreign;

/// <summary>Our process dies at every step of a trade over two ledgers: always both sides or neither.</summary>
public sealed class ForeignCrashTests
{
    [Theory]
    [InlineData(LedgerHold.Binding, ForeignWorld.Price, "both")]
    [InlineData(LedgerHold.Compensating, ForeignWorld.Price, "both")]
    [InlineData(LedgerHold.None, ForeignWorld.Price, "both")]
    [InlineData(LedgerHold.Binding, 1_001, "neither")]
    [InlineData(LedgerHold.Compensating, 1_001, "neither")]
    public void A_crash_at_any_step_ends_as_if_there_had_been_none(LedgerHold hold, int price, string expected)
    {
        var steps = 0;
        for (var isThrough = false; !isThrough; steps++)
        {
            using var world = new ForeignWorld(hold);
            world.Rig.Begin(ForeignWorld.Trade(11, price));
            isThrough = !Step(world, steps);
            world.Rig.Crash();
            world.Rig.Open();

            // Whoever got no answer repeats the id.
            world.Rig.Submit(ForeignWorld.Trade(11, price));
            Assert.True(world.Outcome() == expected, $"after {steps} steps: {world.Outcome()}");
            Assert.Equal(0, world.Reserved());
            if (hold == LedgerHold.Binding)
            {
                Assert.Empty(world.Bank.Prepared());
            }

            Assert.Equal(expected == "both" ? OutcomeCode.Settled : OutcomeCode.ForeignRefused, world.CodeOf(11));
            Assert.True(world.Rig.Audit().Passed);
        }

        Assert.True(steps > 10, $"only {steps} steps");
    }

    [Fact]
    public void Whichever_call_loses_its_request_or_its_answer_the_operators_word_brings_it_to_one_end()
    {
        foreach (var isAnswer in new[] { false, true })
        {
            for (var lost = 0; lost < 4; lost++)
            {
                using var world = new ForeignWorld();
                var calls = 0;
                var at = lost;
                bool Loses(ForeignCallKey key) => calls++ == at;
                world.Calls.LosesRequest = isAnswer ? _ => false : Loses;
                world.Calls.LosesAnswer = isAnswer ? Loses : _ => false;
                world.Rig.Submit(ForeignWorld.Trade(11));
                if (world.CodeOf(11) != OutcomeCode.Settled)
                {
                    world.Rig.Execute(new RetryCommand { Id = Cid(70), Actor = Operator, Settlement = Sid(11) });
                }

                Assert.Equal(OutcomeCode.Settled, world.CodeOf(11));
                Assert.Equal("both", world.Outcome());
                world.MustHold();
            }
        }
    }

    // As many steps as asked for; false when all came to rest before.
    private static bool Step(ForeignWorld world, int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            if (!world.Rig.Scheduler.StepOne())
            {
                return false;
            }
        }

        return true;
    }
}
