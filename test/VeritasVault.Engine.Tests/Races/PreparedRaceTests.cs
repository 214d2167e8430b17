using VeritasVault.Core;
using Xunit;
using static VeritasVault.TestKit.Engine.Samples;

namespace VeritasVault.Engine.Tests.Races;

/// <summary>What ends a prepared settlement may come at one moment from two sides: one of them wins, whatever the order
/// of the lanes, and whether or not the process dies in between.</summary>
public sealed class PreparedRaceTests
{
    private const int Rigs = 20;
    private const int RacesOfOne = 50;

    [Fact]
    public void Expiring_and_executing_have_exactly_one_winner()
    {
        var (settled, expired) = (0, 0);
        for (var seed = 0; seed < Rigs; seed++)
        {
            using var race = new PreparedRace(seed);
            for (var i = 0; i < RacesOfOne; i++)
            {
                var id = race.Prepare(PrepareMode.Expiring, TimeSpan.FromSeconds(1));
                race.Rig.Time.Pass(TimeSpan.FromSeconds(1) - TimeSpan.FromMicroseconds(race.Random.Next(3)));
                race.Begin(new ExecuteCommand { Id = race.NextId(), Actor = Operator, Settlement = id });
                race.StepAndPass(TimeSpan.FromMicroseconds(race.Random.Next(4)));
                race.Rig.Pass(TimeSpan.FromMicroseconds(race.Random.Next(4)));
                race.End();

                // Once it is over, no time changes anything any more.
                var end = race.Rig.View.Settlement(id)!;
                race.Rig.Pass(TimeSpan.FromHours(1));
                Assert.Equal(end.Code, race.Rig.View.Settlement(id)!.Code);
                race.MustHaveWon(end, OutcomeCode.Settled, OutcomeCode.DeadlinePassed);
                Assert.Equal(end.Code == OutcomeCode.Settled, end.DecidedAt < end.Request.Deadline);
                (settled, expired) = end.Code == OutcomeCode.Settled ? (settled + 1, expired) : (settled, expired + 1);
            }

            race.MustHold();
        }

        Assert.Equal(1_000, settled + expired);
        Assert.True(settled > 100 && expired > 100, $"{settled} settled, {expired} expired");
    }

    [Fact]
    public void Cancelling_and_executing_have_exactly_one_winner()
    {
        var (settled, cancelled) = (0, 0);
        for (var seed = 0; seed < Rigs; seed++)
        {
            using var race = new PreparedRace(seed);
            for (var i = 0; i < RacesOfOne; i++)
            {
                var mode = race.Random.Next(2) == 0 ? PrepareMode.Binding : PrepareMode.Expiring;
                var id = race.Prepare(mode, TimeSpan.FromHours(1));
                LedgerCommand[] commands =
                [
                    new ExecuteCommand { Id = race.NextId(), Actor = Operator, Settlement = id },
                    new CancelCommand { Id = race.NextId(), Actor = Operator, Settlement = id },
                ];
                race.Random.Shuffle(commands);
                foreach (var command in commands)
                {
                    race.Begin(command);
                    race.StepAndPass(TimeSpan.Zero);
                }

                race.End();
                var end = race.Rig.View.Settlement(id)!;
                race.MustHaveWon(end, OutcomeCode.Settled, OutcomeCode.Cancelled);
                (settled, cancelled) =
                    end.Code == OutcomeCode.Settled ? (settled + 1, cancelled) : (settled, cancelled + 1);
            }

            race.MustHold();
        }

        Assert.Equal(1_000, settled + cancelled);
        Assert.True(settled > 100 && cancelled > 100, $"{settled} settled, {cancelled} cancelled");
    }

    [Fact]
    public void No_acknowledged_binding_prepare_is_lost_whatever_the_clock_and_the_process_do()
    {
        for (var seed = 0; seed < Rigs; seed++)
        {
            using var race = new PreparedRace(seed);
            for (var i = 0; i < RacesOfOne; i++)
            {
                var id = race.Prepare(PrepareMode.Binding, TimeSpan.FromSeconds(race.Random.Next(1, 5)));
                for (var troubles = race.Random.Next(4); troubles > 0; troubles--)
                {
                    race.Trouble();
                    var info = race.Rig.View.Settlement(id)!;
                    Assert.Equal((OutcomeCode.Prepared, Decision.None), (info.Code, info.Decision));
                    Assert.Equal(1, race.Reserved());
                }

                race.Begin(new ExecuteCommand { Id = race.NextId(), Actor = Operator, Settlement = id });
                race.StepAndPass(TimeSpan.FromDays(1));
                race.End();
                race.MustHaveWon(race.Rig.View.Settlement(id)!, OutcomeCode.Settled, OutcomeCode.None);
            }

            race.MustHold();
        }
    }
}
