using VeritasVault.Core;
using VeritasVault.Engine;
using VeritasVault.Storage;

namespace VeritasVault.Simulator;

/// <summary>
/// One run: the very engine on one thread over the memory store, with clients, a clock and a disk drawn from the
/// seed, and
/// one fault. Ends when every operation has its final answer and everything sleeps; then the judge has the word.
/// </summary>
internal sealed partial class Simulation
{
    private const int OpeningsMax = 50;
    private const int IdleWakesMax = 2_000;
    private const int RecordsPerOperationMax = 100;

    private readonly Workload _workload;
    private readonly FaultPlan _plan;
    private readonly Trace? _trace;
    private readonly Plant _plant;
    private readonly SeededRandom _random;
    private readonly VirtualTime _time = new(Workload.StartMicros);
    private readonly MemoryDisk _disk = new();
    private readonly StepFaults _faults;
    private readonly ForeignWorld _abroad;
    private readonly SimulatedMark _mark;
    private readonly Journal _journal = new();
    private readonly LedgerOptions _options;
    private readonly List<StepMark> _marks = [];
    private Opening? _opening;
    private int _incarnation;
    private int _crashes;
    private int _writes;
    private int _idleWakes;

    public Simulation(Workload workload, FaultPlan plan, Trace? trace = null, Plant? plant = null)
    {
        _workload = workload;
        _plan = plan;
        _trace = trace;
        _plant = plant ?? new Plant();
        _random = SeededRandom.For(workload.Seed, part: 2);
        _faults = new StepFaults(plan, trace) { Passed = Mark };
        _mark = new SimulatedMark(
            SeededRandom.For(workload.Seed, part: 9), workload.Knobs.MarkFailPercent, () => _faults.IsCrashed);
        _draw = SeededRandom.For(workload.Seed, part: 10);
        _help = SeededRandom.For(workload.Seed, part: 13);
        _abroad = new ForeignWorld(workload, _time, trace)
        {
            DurableRecords = () => Engine.Projection.State.NextRecordNo - 1,
        };
        _options = workload.Knobs.Options with
        {
            ForeignCalls = _plant.Wrap(_abroad),
            Witness = _plant.Wrap(_mark),
            Ed25519 = workload.Signatures,
        };
        _clients = new Clients(workload, _random);
    }

    /// <summary>All answers, as the clients heard them.</summary>
    public IReadOnlyList<Observation> Heard => _journal.Observations;

    private Opening Opened => _opening ?? throw new InvalidOperationException("no ledger is open");

    private LedgerEngine Engine => Opened.Engine;

    private LedgerView View => Opened.View;

    private SeededScheduler Scheduler => Opened.Scheduler;

    public RunResult Run()
    {
        string? finding = null;
        ulong digest = 0;
        long records = 0;
        try
        {
            Open();
            while (Turn())
            {
            }

            digest = JudgeAtTheEnd();
            records = View.AsOf.RecordNo;
            LoseTheDisk();
        }
        catch (FindingException found)
        {
            finding = found.Message;
        }

        return new RunResult(finding, digest, records, _clients.Sends, _crashes, _faults.HasStruck, _marks)
        {
            Calls = _abroad.Coverage,
        };
    }

    /// <summary>One turn of the world: somebody sends, or a lane steps, or time passes until something wakes.</summary>
    private bool Turn()
    {
        _time.Advance(1 + _random.BelowLong(_workload.Knobs.TickMicrosMax));
        _abroad.Pass();
        var canSend = _clients.CanSend(_time.MonotonicMicros);
        var eager = !_clients.IsHoldingBack && _random.Chance(_workload.Knobs.ClientPercent);
        if (canSend && (eager || !Scheduler.HasReady))
        {
            Act();
        }
        else if (Scheduler.TryStep() is { } lane)
        {
            _clients.IsHoldingBack &= _random.Chance(80);
            _trace?.Add($"{lane} stepped");
        }
        else if (!PassTime())
        {
            return false;
        }

        FaceTheFault();
        MustComeToRest();
        return true;
    }

    /// <summary>Whoever answers a record with the next one, for ever, is never idle and never done.</summary>
    private void MustComeToRest()
    {
        var records = Engine.Core.State.NextRecordNo - 1;
        if (records > RecordsPerOperationMax * Math.Max(_clients.Sends, _workload.Operations.Count))
        {
            throw new FindingException($"the ledger does not come to rest: {_clients.Sends} were sent, and "
                + $"{records} records were made of them");
        }
    }

    private bool PassTime()
    {
        if (_clients.Outstanding > 0)
        {
            throw new FindingException(
                $"{_clients.Outstanding} operations are never answered: "
                + $"all lanes sleep, first {_clients.FirstOutstanding}");
        }

        var due = Scheduler.NextDue;
        if (_clients.PausedUntil is { } resumes && (due is null || resumes < due))
        {
            due = resumes;
        }

        // What travels arrives some time: waiting for it is not idling.
        var isArrival = _abroad.NextDue is { } arrives && (due is null || arrives < due);
        due = isArrival ? _abroad.NextDue : due;
        var wait = due - _time.MonotonicMicros;
        if (wait is null or >= TimeSpan.MicrosecondsPerDay || (!isArrival && ++_idleWakes > IdleWakesMax))
        {
            return Heal();
        }

        _time.Advance(Math.Max(1, wait.Value));
        return true;
    }

    /// <summary>A run may end on a full disk. Progress is demanded only once there is room again.</summary>
    private bool Heal()
    {
        if (_disk.Space == StoreSpace.Enough)
        {
            return HelpOut();
        }

        _trace?.Add("room at last");
        _disk.Space = StoreSpace.Enough;
        _idleWakes = 0;
        return true;
    }

    /// <summary>Looks whether the step before has ended the process or the engine, and starts the next one.</summary>
    private void FaceTheFault()
    {
        if (_heardWrong is not null)
        {
            throw new FindingException(_heardWrong);
        }

        if (_faults.IsCrashed)
        {
            Crash();
            Open();
        }
        else if (Engine.Stop.IsStopped)
        {
            MustBeStruck(Engine.Stop.Reason?.ToString() ?? "stopped without a reason");
            FinishStopped();
        }
    }

    private void MustBeStruck(string what)
    {
        if (!_faults.HasStruck)
        {
            throw new FindingException($"the engine stopped and nothing was wrong: {what}");
        }
    }

    /// <summary>A stopped engine still answers everybody, then it is disposed of and the ledger opened again.</summary>
    private void FinishStopped()
    {
        for (var more = 0; more < 3 && !_faults.IsCrashed; more++)
        {
            while (Scheduler.TryStep() is not null && !_faults.IsCrashed)
            {
            }

            if (more < 2 && _clients.CanSend(_time.MonotonicMicros))
            {
                Act();
            }
        }

        if (_clients.Outstanding > 0)
        {
            throw new FindingException($"the stopped engine leaves {_clients.Outstanding} operations unanswered");
        }

        Engine.Dispose();
        _abroad.EndProcess();
        if (_random.Chance(50))
        {
            LosePower();
        }

        Open();
    }

    private void Crash()
    {
        _crashes++;
        _abroad.EndProcess();
        LosePower();
        _clients.ForgetOutstanding();
    }

    private void LosePower()
    {
        var keep = _random.Below(_disk.UnsyncedDerivedWrites + 1);
        _mark.Crash();
        _trace?.Add($"power lost, {keep} of {_disk.UnsyncedDerivedWrites} derived writes survive");
        _disk.Crash(keep);
    }

    /// <summary>The ledger is closed in order while clients may still wait, and opened again.</summary>
    private void Restart()
    {
        try
        {
            Engine.Dispose();
        }
        catch (SimulatedCrashException)
        {
            // What the crash left is seen to by whoever called.
            return;
        }

        if (_faults.IsCrashed)
        {
            return;
        }

        if (_clients.Outstanding > 0)
        {
            throw new FindingException($"closing left {_clients.Outstanding} operations unanswered");
        }

        if (Engine.Stop.IsStopped)
        {
            MustBeStruck(Engine.Stop.Reason?.Message ?? "stopped");
        }

        _abroad.EndProcess();
        Open();
    }

    private void Open()
    {
        for (var tries = 0; tries < OpeningsMax; tries++)
        {
            if (_incarnation > 0 && _random.Chance(20))
            {
                _time.Advance(_random.BelowLong(TimeSpan.MicrosecondsPerDay));
            }

            _faults.Revive();
            if (TryOpen())
            {
                _incarnation++;
                Quietly(JudgeOpening);
                return;
            }
        }

        throw new FindingException($"the ledger did not open in {OpeningsMax} tries");
    }

    private bool TryOpen()
    {
        ILedgerStore? store = null;
        try
        {
            store = _plant.Wrap(MemoryLedgerStore.Open(_disk, _faults));
            var scheduler = new SeededScheduler(_random, _time, () => _faults.IsCrashed);
            var engine = LedgerEngine.Open(store, _options, _time, scheduler, NewSalt);
            var view = new LedgerView(engine.Projection, store, () => engine.Clock.Last);
            _opening = new Opening(scheduler, engine, store, view);
            _trace?.Add($"opened at block {engine.Projection.BlockNo}");
            return true;
        }
        catch (Exception) when (_faults.IsCrashed)
        {
            Crash();
            return false;
        }
        catch (StoreException error) when (_faults.HasStruck
            && error.Failure is StoreFailure.StateUnknown or StoreFailure.NoSpace)
        {
            store?.Dispose();
            return false;
        }
        catch (Exception error) when (error is LedgerException or StoreException)
        {
            throw new FindingException($"the ledger does not open: {error}");
        }
    }

    private Hash256 NewSalt() => new(_random.Next(), _random.Next(), _random.Next(), _random.Next());

    private void Mark(StoreStep step)
    {
        var mark = new StepMark(step, _writes, _journal.Observations.Count);
        _writes += mark.Step is StoreStep.CommitDurable or StoreStep.DeriveWritten or StoreStep.FlushDone ? 1 : 0;
        _marks.Add(mark);
    }
}
