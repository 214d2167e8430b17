using VeritasVault.Core;
using VeritasVault.Engine;
using VeritasVault.Storage;

namespace VeritasVault.Simulator;

/// <summary>What goes in and out: clients send, resend what is not final, and remember what they were told.</summary>
internal sealed partial class Simulation
{
    private readonly Clients _clients;
    private string? _heardWrong;

    private void Act()
    {
        if (_random.Chance(3))
        {
            ReadBack();
            return;
        }

        if (_clients.NextWorldOperation() is { } change)
        {
            Change(change);
            return;
        }

        var next = _clients.NextDispatch();
        if (next.Operation is LockOperation about)
        {
            var (number, token) = _journal.LockOf(about.Acquired);
            next.Become(about.Of(number, token));
        }

        if (next.Operation.Index >= _workload.Knobs.CopiedAt && _copy is null && _plan.Kind == FaultKind.None)
        {
            Quietly(() => _copy = DiskCopy.Of(Opened.Store));
        }

        Send(next);
    }

    private void Change(WorldOperation change)
    {
        _trace?.Add($"#{change.Index} {change.Change} {change.Micros}");
        switch (change.Change)
        {
            case WorldChange.WallClockJumps:
                _time.JumpWall(change.Micros);
                break;
            case WorldChange.ClockConfirmed:
                Engine.Clock.Confirm();
                break;
            case WorldChange.SpaceRunsLow:
                _disk.Space = StoreSpace.Low;
                break;
            case WorldChange.SpaceReturns:
                _disk.Space = StoreSpace.Enough;
                break;
            case WorldChange.Restart:
                Restart();
                break;
            case WorldChange.Pause:
                _clients.PausedUntil = _time.MonotonicMicros + change.Micros;
                break;
        }
    }

    private void Send(Dispatch dispatch)
    {
        if (dispatch.SentAfter < 0)
        {
            dispatch.SentAfter = _journal.Acknowledged;
        }

        _clients.Sent(dispatch);
        _trace?.Add($"#{dispatch.Operation.Index} sent, time {dispatch.Sends}: "
            + $"{Describe.Operation(dispatch.Operation)}");
        var incarnation = _incarnation;
        var send = dispatch.Sends;
        try
        {
            switch (dispatch.Operation)
            {
                case SubmitOperation submit:
                    Engine.Submit(submit.Requests, submit.Actor, answers => Hear(dispatch, send, incarnation, answers));
                    break;
                case DryRunOperation dryRun:
                    Engine.DryRun(dryRun.Request, dryRun.Actor, answer => Hear(dispatch, send, incarnation, [answer]));
                    break;
                case CommandOperation command:
                    Engine.Execute(command.Command, answer => Hear(dispatch, send, incarnation, [answer]));
                    break;
                default:
                    throw new InvalidOperationException("not an operation of clients");
            }
        }
        catch (Exception) when (_faults.IsCrashed)
        {
            _trace?.Add("died while sending");
        }
        catch (Exception error) when (error is not FindingException)
        {
            throw new FindingException(
                $"a caller of #{dispatch.Operation.Index} was thrown an exception instead of an answer: {error}");
        }
    }

    // What is found here must not be thrown into the engine, which shields itself from its callers.
    private void Hear(Dispatch dispatch, int send, int incarnation, Answer[] answers) =>
        _plant.Deliver(answers, heard => _heardWrong ??= Take(dispatch, send, incarnation, heard));

    private string? Take(Dispatch dispatch, int send, int incarnation, Answer[] answers)
    {
        if (_faults.IsCrashed || incarnation != _incarnation)
        {
            // A dead process tells nobody anything.
            return null;
        }

        if (!dispatch.IsOutstanding || send != dispatch.Sends)
        {
            return $"#{dispatch.Operation.Index} was answered twice";
        }

        for (var i = 0; i < answers.Length; i++)
        {
            _trace?.Add($"#{dispatch.Operation.Index}.{i} answered {answers[i].Code} {answers[i].Stage} "
                + $"record {answers[i].RecordNo}");
            if (answers[i].Code == OutcomeCode.StorageFull && !_clients.KnowsLowSpace
                && _plan.Kind != FaultKind.NoSpace)
            {
                return $"#{dispatch.Operation.Index} was refused for want of room that was never short";
            }

            if (answers[i].Code is OutcomeCode.OutcomeUnknown && !Engine.Stop.IsStopped)
            {
                return $"#{dispatch.Operation.Index} was answered OUTCOME_UNKNOWN by an engine in good order";
            }

            _journal.Note(dispatch, i, answers[i], incarnation);
        }

        if (Array.Exists(answers, answer => answer.Code == OutcomeCode.StorageFull))
        {
            // Room does not come back by asking at once.
            _clients.PausedUntil = _time.MonotonicMicros + 300_000;
        }

        _clients.Answered(dispatch, Array.TrueForAll(answers, answer => Journal.IsFinal(answer.Code)));
        return null;
    }

    /// <summary>A reader asks for something that was acknowledged.</summary>
    private void ReadBack()
    {
        if (_journal.Observations.Count == 0)
        {
            return;
        }

        var seen = _random.Pick(_journal.Observations);
        if (seen is not { IsRecorded: true, Operation: SubmitOperation submit }
            || seen.Answer.Stage is not (Stage.Completed or Stage.Failed))
        {
            return;
        }

        try
        {
            var id = submit.Requests[seen.Item].Id;
            var info = View.Settlement(id);
            if (info?.Code != seen.Answer.Code || info.Stage != seen.Answer.Stage
                || info.RecordNo != seen.Answer.RecordNo)
            {
                throw new FindingException(
                    $"settlement {id} was answered {seen.Answer.Code} in record {seen.Answer.RecordNo}, "
                    + $"a reader sees {info?.Code} in {info?.RecordNo}");
            }
        }
        catch (Exception error) when (error is SimulatedCrashException
            || (error is StoreException or LedgerException && _faults.HasStruck))
        {
            _trace?.Add("a reader was interrupted by the fault");
        }
    }
}
