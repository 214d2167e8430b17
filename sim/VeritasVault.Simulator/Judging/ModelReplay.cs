using System.Globalization;
using VeritasVault.Core;
using VeritasVault.Engine;
using VeritasVault.Model;

namespace VeritasVault.Simulator;

/// <summary>
/// Replays the history through the model in the ledger's own order. Each record's outcome must be the model's; each
/// refusal, repeat and dry run must be the model's answer at some moment at which it may have been decided.
/// </summary>
internal sealed partial class ModelReplay
{
    private readonly Evidence _evidence;
    private readonly History _history;
    private readonly Dictionary<SettlementId, SettlementRequest> _requests = [];
    private readonly Dictionary<long, Observation> _commands = [];
    private readonly Dictionary<long, SettlementRequest> _submitted = [];
    private readonly SortedSet<long> _moments = [];
    private readonly HashSet<SettlementId> _cancelled = [];
    private readonly RecordedApprovals _recorded;
    private readonly Dictionary<SettlementRequest, ModelSettlement> _mirrored = [];
    private readonly HashSet<CommandId> _known = [];

    // Of worlds with external ledgers, where the events alone do not say what an answer was.
    private readonly Dictionary<long, RecordedStep> _steps;
    private ModelLedger _model = new(Knobs.Operator.Value);
    private long _now;

    public ModelReplay(Evidence evidence, History history)
    {
        _evidence = evidence;
        _history = history;
        _recorded = RecordedApprovals.Read(evidence);
        _steps = evidence.Workload.Knobs.Foreign.IsOn ? RecordedStep.Read(evidence) : [];
        foreach (var seen in evidence.Journal.Observations)
        {
            if (seen.Answer.IsRefused || !Journal.IsFinal(seen.Answer.Code))
            {
                continue;
            }

            if (seen.Operation is SubmitOperation submit)
            {
                _requests.TryAdd(submit.Requests[seen.Item].Id, submit.Requests[seen.Item]);
                if (seen.IsRecorded)
                {
                    _submitted.TryAdd(seen.Answer.RecordNo, submit.Requests[seen.Item]);
                }
            }
            else if (seen.Operation is CommandOperation { Command: var command })
            {
                // Others may repeat a command and hear the same answer; what was recorded is that of the record's
                // actor.
                if (!_commands.TryAdd(seen.Answer.RecordNo, seen)
                    && history.Of(seen.Answer.RecordNo)[0].Actor == command.Actor)
                {
                    _commands[seen.Answer.RecordNo] = seen;
                }

                NoteMoments(command);
                if (command is CancelCommand cancel)
                {
                    _cancelled.Add(cancel.Settlement);
                }
            }
        }
    }

    public void Run(Timestamp now)
    {
        _now = now.Micros;
        var waiting = new Queue<Observation>(_evidence.Journal.Observations
            .Where(o => !o.IsRecorded && Journal.IsFinal(o.Answer.Code))
            .OrderBy(o => o.After));
        var undecided = new List<Observation>();
        for (long recordNo = 1; recordNo <= _history.Count; recordNo++)
        {
            Check(recordNo);
            while (waiting.TryPeek(out var next) && next.After == recordNo)
            {
                undecided.Add(waiting.Dequeue());
            }

            var at = recordNo;
            undecided.RemoveAll(seen => IsExplained(seen, at));
        }

        if (waiting.TryPeek(out var never))
        {
            throw new FindingException(
                $"#{never.Operation.Index} was answered after record {never.After}, which does not exist");
        }

        CompareStates();
        NothingIsForgotten(now.Micros);
    }

    private void Check(long recordNo)
    {
        var predicted = Apply(recordNo);
        if (predicted is null)
        {
            return;
        }

        var events = _history.Of(recordNo);
        var (code, stage) = _steps.TryGetValue(recordNo, out var step) && step.Cause != Cause.EraseMetadata
            ? (step.Answer.Code.Name(), Mirror.NameOf(step.Answer.Stage))
            : Told(recordNo, events, predicted);
        if (code != predicted.Code || stage != predicted.Stage)
        {
            throw new FindingException(
                $"record {recordNo}: the ledger says {code} {stage}, "
                + $"the model {predicted.Code} {predicted.Stage}: {events[0]}");
        }

        if ((_evidence.IsThorough || recordNo == _history.Count) && _model.BrokenRule() is { } broken)
        {
            throw new FindingException($"after record {recordNo}: {broken}");
        }
    }

    private (string Code, string? Stage) Told(
        long recordNo, IReadOnlyList<LedgerEvent> events, ModelOutcome predicted)
    {
        var code = _commands.TryGetValue(recordNo, out var seen) ? seen.Answer.Code.Name()
            : events[^1].Code is { } decided ? decided.Name()
            : WhileOpen(events, predicted);
        var entered = events.LastOrDefault(happened => happened.To is not null)?.To;
        var stage = seen is not null ? predicted.Stage is null ? null : Mirror.NameOf(seen.Answer.Stage)
            : entered is { } to ? Mirror.NameOf(to)
            : events[^1].Kind is "APPROVALS_GIVEN" or "PREPARED" or "ROLLBACK_STARTED" ? predicted.Stage
            : null;
        return (code, stage);
    }

    // Which code an abort was decided with is in the record of its end; and who signs what is prepared already does not
    // say so.
    private static string WhileOpen(IReadOnlyList<LedgerEvent> events, ModelOutcome predicted) =>
        events[^1].Kind switch
        {
            "PREPARED" => OutcomeCode.Prepared.Name(),
            "ROLLBACK_STARTED" => predicted.Code,
            "APPROVALS_GIVEN" when predicted.Code == OutcomeCode.Prepared.Name() => predicted.Code,
            _ => OutcomeCode.Waiting.Name(),
        };

    /// <summary>Does to the model what the record did; null for the ledger's own creation.</summary>
    private ModelOutcome? Apply(long recordNo)
    {
        var first = _history.Of(recordNo)[0];
        var time = first.At.Micros;
        if (first.Kind == "LEDGER_CREATED")
        {
            return null;
        }

        if (first.Actor == LedgerRecord.Engine)
        {
            if (_steps.TryGetValue(recordNo, out var step))
            {
                return ByItself(first.Subject, step, recordNo, time);
            }

            if (first.Kind == "LOCK_EXPIRED")
            {
                _model.Lapse(long.Parse(first.Subject, CultureInfo.InvariantCulture), time);
                return null;
            }

            if (_model.Open.Any(open => open.Doom is not null && open.Settlement.Id == first.Subject))
            {
                return _model.Finish(first.Subject);
            }

            var expires = first.Kind == "ROLLBACK_STARTED"
                || _history.Of(recordNo)[^1].Code == OutcomeCode.DeadlinePassed;
            return expires ? _model.Expire(first.Subject, time) : _model.Retry(first.Subject, time);
        }

        if (_commands.TryGetValue(recordNo, out var seen)
            && seen.Operation is CommandOperation { Command: var command })
        {
            _known.Add(command.Id);
            return Mirror.Command(_model, command, Book, recordNo, time);
        }

        if (first is { Kind: "STAGE_ENTERED", From: null } or { Kind: "APPROVALS_GIVEN" }
            && SettlementId.TryParse(first.Subject, out var id) && _requests.TryGetValue(id, out var request))
        {
            return _model.Submit(Mirrored(Submitted(recordNo, request)), first.Actor.Value, time);
        }

        throw new FindingException($"nobody asked for record {recordNo}: {first}");
    }

    /// <summary>Does to the model what the engine did by itself or an external ledger said.</summary>
    private ModelOutcome ByItself(string settlement, RecordedStep step, long recordNo, long time) => step.Cause switch
    {
        Cause.ForeignReply => _model.Reply(Mirror.Reply(step.Reply!), time)
            ?? throw new FindingException($"record {recordNo} takes a reply for which nobody waits: {step.Reply}"),
        Cause.Finish => _model.Finish(settlement),
        Cause.Expire => _model.Expire(settlement, time),
        Cause.Resume => _model.Retry(settlement, time),
        Cause.Wound => _model.Wound(settlement, time),
        _ => throw new FindingException($"record {recordNo}: {step.Cause} of {settlement} by nobody"),
    };

    /// <summary>What the record came from: as its sender was told or, where that answer was lost, as the record says,
    /// which must be made of what somebody sent.</summary>
    private SettlementRequest Submitted(long recordNo, SettlementRequest request)
    {
        var recorded = _recorded.Of(recordNo);
        foreach (var approval in recorded)
        {
            if (!_recorded.WasSent(request.Id, approval))
            {
                throw new FindingException($"record {recordNo} holds a signature that nobody sent: {approval}");
            }
        }

        if (!_submitted.TryGetValue(recordNo, out var submitted))
        {
            submitted = recorded.Count == 0 && request.Approvals.Length == 0
                ? request
                : request.With([.. recorded]);
            _submitted.Add(recordNo, submitted);
        }

        return submitted;
    }

    private bool IsExplained(Observation seen, long recordNo)
    {
        ModelOutcome predicted;
        var place = 0;
        var times = Times(seen, recordNo);
        do
        {
            predicted = Predict(seen, recordNo, times[place]);
            var stage = predicted.Stage is null ? null : Mirror.NameOf(seen.Answer.Stage);
            if (predicted.Code == seen.Answer.Code.Name() && predicted.Stage == stage
                && (seen is not { Operation: DryRunOperation, Answer: { IsReplay: false, IsRefused: false } }
                    || seen.Answer.RecordNo == recordNo + 1))
            {
                return true;
            }
        }
        while (++place < times.Count);

        if (seen.Until <= recordNo)
        {
            throw new FindingException(
                $"#{seen.Operation.Index}.{seen.Item} was answered {seen.Answer.Code} {seen.Answer.Stage} "
                + $"between records {seen.After} and {seen.Until}, "
                + $"the model says {predicted.Code} {predicted.Stage}: {Describe.Operation(seen.Operation)}");
        }

        return false;
    }

    /// <summary>What the model would answer now; leaves it as it was.</summary>
    private ModelOutcome Predict(Observation seen, long recordNo, long time)
    {
        switch (seen.Operation)
        {
            case SubmitOperation submit:
                return _model.DryRun(Mirrored(submit.Requests[seen.Item]), submit.Actor.Value, time);
            case DryRunOperation dryRun:
                return _model.DryRun(
                    Mirrored(dryRun.Request), dryRun.Actor.Value,
                    seen.Answer.RecordNo > 0 ? seen.Answer.At.Micros : time);
            case CommandOperation { Command: var command }:
                var outcome = Mirror.Command(_model, command, Book, recordNo + 1, time);
                var isRefused = outcome.Stage is null && outcome.Code != OutcomeCode.Applied.Name();
                if (!isRefused && !_known.Contains(command.Id))
                {
                    // The model took it; the ledger did not at this moment. Put the model back.
                    Rebuild(recordNo);
                }

                return outcome;
            default:
                throw new InvalidOperationException("the surroundings get no answers");
        }
    }

    private void Rebuild(long recordNo)
    {
        _model = new ModelLedger(Knobs.Operator.Value);
        for (long again = 1; again <= recordNo; again++)
        {
            Apply(again);
        }
    }

    private ModelSettlement Mirrored(SettlementRequest request)
    {
        if (!_mirrored.TryGetValue(request, out var mirrored))
        {
            mirrored = Mirror.Settlement(request, Book);
            _mirrored.Add(request, mirrored);
        }

        return mirrored;
    }
}
