using VeritasVault.Core;
using VeritasVault.TestKit.Engine;
using Xunit;
using static VeritasVault.TestKit.Engine.Samples;

namespace VeritasVault.Engine.Tests.Races;

/// <summary>One ledger on which prepared settlements are raced for, in an order of steps drawn from a seed. Each moves
/// one cent from alice to bob.</summary>
internal sealed class PreparedRace(int seed) : IDisposable
{
    private readonly List<(LedgerCommand Command, List<Answer> Answers)> _begun = [];
    private int _ids = 1_000;
    private int _settled;
    private Timestamp _last;
    private Timestamp _recorded;

    public Random Random { get; } = new(seed);

    public LedgerRig Rig { get; } = LedgerRig.WithWorld(seed: seed);

    public CommandId NextId() => Cid(_ids++);

    /// <summary>Prepares a cent, now and then in a process that dies meanwhile.</summary>
    public SettlementId Prepare(PrepareMode mode, TimeSpan until)
    {
        _begun.Clear();
        var request = new SettlementRequest
        {
            Id = Sid(_ids++),
            Legs = [Leg("alice", "bob", "EUR", 1)],
            Deadline = new Timestamp(
                Rig.Engine.Clock.Now().Micros + (until.Ticks / TimeSpan.TicksPerMicrosecond)),
            Terms = new SettlementTerms { Prepare = mode },
        };
        if (Random.Next(8) > 0)
        {
            Assert.Equal(OutcomeCode.Prepared, Rig.Submit(request).Code);
            return request.Id;
        }

        var answers = Rig.Begin(request);
        Step();
        Crash();

        // Whoever was told that it is prepared finds it so; to whoever was not it may have become too late.
        var code = Rig.Submit(request).Code;
        Assert.True(code == OutcomeCode.Prepared || (code == OutcomeCode.DeadlinePassed && answers.Count == 0));
        return code == OutcomeCode.Prepared ? request.Id : Prepare(mode, until);
    }

    /// <summary>Sends a command; nothing takes it up before a step.</summary>
    public void Begin(LedgerCommand command)
    {
        var answers = new List<Answer>();
        _begun.Add((command, answers));
        Rig.Engine.Execute(command, answers.Add);
    }

    /// <summary>Some steps of some lanes, and then time passes; now and then the process dies.</summary>
    public void StepAndPass(TimeSpan time)
    {
        Step();
        Rig.Time.Pass(time);
        if (Random.Next(12) == 0)
        {
            Crash();
        }
    }

    /// <summary>All comes to rest; whoever heard nothing asks again.</summary>
    public void End()
    {
        Rig.Scheduler.Run();
        foreach (var (command, answers) in _begun.Where(one => one.Answers.Count == 0))
        {
            answers.Add(Rig.Execute(command));
        }
    }

    /// <summary>The end is one of the two; who was answered that he has won has, and nobody else was; and it
    /// happened once.</summary>
    public void MustHaveWon(SettlementInfo end, OutcomeCode one, OutcomeCode other)
    {
        Assert.True(end.Code == one || end.Code == other, $"ended with {end.Code}");
        foreach (var (command, answers) in _begun)
        {
            var answer = Assert.Single(answers);
            var hasWon = command is ExecuteCommand
                ? answer.Code == OutcomeCode.Settled
                : answer.Code is OutcomeCode.Cancelled or OutcomeCode.RollingBack;
            Assert.Equal(end.Code == (command is ExecuteCommand ? OutcomeCode.Settled : OutcomeCode.Cancelled), hasWon);
            Assert.True(hasWon || answer.Code is OutcomeCode.AlreadyDecided or OutcomeCode.RollingBack
                or OutcomeCode.DeadlinePassed, $"{command.GetType().Name} was answered {answer.Code}");
        }

        _settled += end.Code == OutcomeCode.Settled ? 1 : 0;
        Assert.Equal((1_000 - _settled, 1_000 + _settled), (Rig.Balance("alice"), Rig.Balance("bob")));
        Assert.Equal(0, Reserved());
        MustNotFall();
    }

    /// <summary>Time passes, a clock is set, the process ends or dies.</summary>
    public void Trouble()
    {
        var size = TimeSpan.FromSeconds(Random.Next(1, 5_000));
        switch (Random.Next(6))
        {
            case 0:
                Rig.Pass(size);
                break;
            case 1:
                Rig.Time.StepWall(size);
                Rig.Scheduler.Wake();
                break;
            case 2:
                Rig.Time.StepWall(-size);
                Rig.Scheduler.Wake();
                break;
            case 3:
                Rig.Flush();
                break;
            case 4:
                Rig.Reopen();
                _last = default;
                break;
            default:
                Crash();
                break;
        }

        MustNotFall();
    }

    public Int128 Reserved() =>
        Assert.Single(Rig.View.Positions(AccountId.Parse("alice"), AssetId.Parse("EUR"))).Reserved;

    public void MustHold()
    {
        var report = Rig.Audit();
        Assert.True(report.Passed, report.FirstDifference);
    }

    public void Dispose() => Rig.Dispose();

    private void Step()
    {
        for (var steps = Random.Next(12); steps > 0 && Rig.Scheduler.StepOne(); steps--)
        {
            MustNotFall();
        }
    }

    private void Crash()
    {
        Rig.Crash(Random.Next(4));
        Rig.Seed = Random.Next();
        Rig.Open();
        _last = default;
    }

    // What was only read, and is in no record, another process does not know.
    private void MustNotFall()
    {
        var (now, recorded) = (Rig.Engine.Clock.Last, Rig.View.AsOf.Time);
        Assert.True(now >= _last && now >= recorded, $"engine time fell from {_last} to {now}");
        Assert.True(recorded >= _recorded, $"recorded time fell from {_recorded} to {recorded}");
        (_last, _recorded) = (now, recorded);
    }
}
