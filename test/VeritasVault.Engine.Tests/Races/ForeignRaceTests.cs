using VeritasVault.Core;
using VeritasVault.Engine.Tests.Foreign;
using Xunit;
using static VeritasVault.TestKit.Engine.Samples;

namespace VeritasVault.Engine.Tests.Races;

/// <summary>The operator gives up, or the deadline comes, while the reply of an external ledger is on its way: it
/// settles on both ledgers or on neither, and after the decision nothing takes it back.</summary>
public sealed class ForeignRaceTests
{
    private const int Worlds = 25;
    private const int RacesOfOne = 40;
    private static readonly AccountId Payee = AccountId.Parse("alice-at-bank");
    private static readonly AssetId Euro = AssetId.Parse("EUR");

    private int _ids = 1_000;

    [Fact]
    public void Aborting_expiring_and_a_foreign_reply_have_exactly_one_winner()
    {
        var wins = new SortedDictionary<OutcomeCode, int>();
        for (var seed = 0; seed < Worlds; seed++)
        {
            var random = new Random(seed);
            HeldCalls held = null!;
            using var world = new ForeignWorld(LedgerHold.Binding, seed, calls => held = new HeldCalls(calls));
            var settled = 0;
            for (var i = 0; i < RacesOfOne; i++)
            {
                var end = Race(world, held, random);
                wins[end] = wins.GetValueOrDefault(end) + 1;
                settled += end == OutcomeCode.Settled ? 1 : 0;
                Assert.Equal(settled, world.Bank.BalanceOf(Payee, Euro));
                Assert.Equal(settled, world.Rig.Balance("bob", "BOND"));
                Assert.Empty(world.Bank.Prepared());
                Assert.Equal(0, world.Reserved());
            }

            Assert.True(world.Rig.Audit().Passed);
        }

        Assert.Equal(
            [OutcomeCode.Settled, OutcomeCode.DeadlinePassed, OutcomeCode.OperatorAborted], wins.Keys);
        Assert.Equal(1_000, wins.Values.Sum());
        Assert.All(wins, one => Assert.True(one.Value >= 50, $"{one.Key} won {one.Value} times"));
    }

    private OutcomeCode Race(ForeignWorld world, HeldCalls held, Random random)
    {
        var trade = Trade(world.Rig.Time.In(TimeSpan.FromSeconds(10)), _ids++);
        world.Rig.Submit(trade);
        var abort = new AbortCommand { Id = Cid(_ids++), Actor = Operator, Settlement = trade.Id };
        var answers = new List<Answer>();
        var (isBegun, wasDecided) = (false, false);
        while (CodeOf(world, trade.Id) is OutcomeCode.Preparing or OutcomeCode.Committing or OutcomeCode.RollingBack)
        {
            wasDecided |= CodeOf(world, trade.Id) == OutcomeCode.Committing;
            switch (random.Next(24))
            {
                case < 8:
                    held.LetOne();
                    break;
                case < 20:
                    world.Rig.Scheduler.StepOne();
                    break;
                case 20:
                    world.Rig.Pass(TimeSpan.FromSeconds(random.Next(12)));
                    break;
                case 21 when random.Next(4) == 0:
                    held.Forget();
                    world.Rig.Crash(random.Next(3));
                    world.Rig.Open();
                    break;
                default:
                    if (!isBegun)
                    {
                        world.Rig.Engine.Execute(abort, answers.Add);
                        isBegun = true;
                    }

                    break;
            }
        }

        world.Rig.Scheduler.Run();
        var end = CodeOf(world, trade.Id);
        Assert.True(!wasDecided || end == OutcomeCode.Settled);
        var answer = answers.Count > 0 ? answers[0] : world.Rig.Execute(abort);
        Assert.Equal(
            end == OutcomeCode.OperatorAborted, answer.Code is OutcomeCode.OperatorAborted or OutcomeCode.RollingBack);
        return end;
    }

    private static OutcomeCode CodeOf(ForeignWorld world, SettlementId id) => world.Rig.View.Settlement(id)!.Code;

    private static SettlementRequest Trade(Timestamp deadline, long id) => new()
    {
        Id = Sid(id),
        Deadline = deadline,
        Legs =
        [
            Leg("alice", "bob", "BOND", 1),
            Leg("bob-at-bank", "alice-at-bank", "EUR", 1) with { Ledger = LedgerId.Parse("bank") },
        ],
    };
}
