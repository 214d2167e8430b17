using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>
/// Applies commands one after another, in memory, into the open block, and hands the block over as soon as the log lane
/// is free. While block n is written, block n+1 is logged and block n+2 is being applied.
/// </summary>
internal sealed class WriterLane : ILane
{
    // So that one step stays short even when thousands of single commands wait.
    private const int ItemsPerStepMax = 256;

    // To wake a thread takes some 30 us, and two would be woken; a record is logged in 2 to 10 us.
    private const int FinishedAtOnceMax = 16;

    // A large batch reads the clock once for as many submissions.
    private const int PiecesPerClockReading = 64;

    private readonly LedgerCore _core;
    private readonly EngineParts _parts;
    private readonly LogLane _log;
    private readonly IDecidedIds _decided;
    private Block? _open;
    private WorkItem? _current;
    private Timestamp _now;
    private long _nextBlockNo;
    private bool _dueIsDone;
    private bool _lackedSpace;

    public WriterLane(LedgerCore core, EngineParts parts, LogLane log, IDecidedIds decided, long nextBlockNo)
    {
        _core = core;
        _parts = parts;
        _log = log;
        _decided = decided;
        _nextBlockNo = nextBlockNo;
        _now = core.State.LastTime;
    }

    public string Name => "writer";

    public TimeSpan? IdleAtMost
    {
        get
        {
            if (_lackedSpace || _parts.RefusalToRecord is not null)
            {
                // Room comes back without anybody telling.
                return TimeSpan.FromSeconds(1);
            }

            if (_parts.Stop.IsStopped || Earlier(_core.Waiting.NextDate, _core.NextLapse) is not { } date)
            {
                return null;
            }

            var micros = Math.Clamp(date.Micros - _parts.Clock.Now().Micros, 0, TimeSpan.MicrosecondsPerDay);
            return TimeSpan.FromMicroseconds(micros + 1);
        }
    }

    public bool Step()
    {
        if (_parts.Stop.IsStopped)
        {
            return FailEverything();
        }

        try
        {
            if (_open is null && !_parts.Blocks.TryTake(out _open))
            {
                return false;
            }

            var worked = RunDue() | RunItems();
            return HandOver() || worked;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // A defect of ours, or the store. Nothing of the open block is written: reopening finds the ledger as the
            // last durable block left it.
            _parts.Stop.Because(error);
            return true;
        }
    }

    public Answer Submit(SettlementRequest request, ActorId actor, long lookedUpThroughBlock)
    {
        if (AnswerRepeat(request, actor, lookedUpThroughBlock) is { } known)
        {
            return known;
        }

        var metadataHash = RequestContent.MetadataHashOf(request, SaltKey);
        var record = _core.Submit(request, metadataHash, actor, _now, out var answer);
        if (record is null)
        {
            return answer;
        }

        if (_parts.RefusalToRecord is { } refusal)
        {
            _core.ForgetVictims();
            return Answer.Refused(refusal);
        }

        Write(record);
        if (metadataHash is not null && record is SettlementRecord { Cause: Cause.Submit })
        {
            // Only with the submission itself: a repeat that brings approvals must not bring back what was erased.
            Open.Add(MetadataRow.Put(request));
        }

        return answer;
    }

    public Answer DryRun(SettlementRequest request, ActorId actor, long lookedUpThroughBlock)
    {
        if (AnswerRepeat(request, actor, lookedUpThroughBlock) is { } known)
        {
            return known;
        }

        _core.Submit(request, RequestContent.MetadataHashOf(request, SaltKey), actor, _now, out var answer);
        _core.ForgetVictims();
        return answer;
    }

    public Answer Execute(LedgerCommand command, EarlierIds earlier, long lookedUpThroughBlock)
    {
        if (_core.Recent.DroppedThroughBlock > lookedUpThroughBlock)
        {
            // The core has dropped ids since the look-up: ask again. No race any more, for they are dropped in
            // this lane only.
            var known = _decided.AnswerRepeat(command);
            if (command is SettlementCommand about)
            {
                earlier = new EarlierIds(known, _decided.Find(about.Settlement));
            }
            else if (known is { } repeat)
            {
                return repeat;
            }
        }

        var record = _core.Execute(command, earlier, _now, out var answer);
        if (record is not null && _parts.RefusalToRecord is { } refusal)
        {
            _core.ForgetVictims();
            return Answer.Refused(refusal);
        }

        if (record is not null)
        {
            Write(record);
            if (command is LockCommand about)
            {
                answer = answer with { Detail = LockDesk.TokenOf(_core.State, about, record.RecordNo) };
            }

            if (command is EraseMetadataCommand erased)
            {
                Open.Add(MetadataRow.Erase(erased.Settlement));
            }
        }

        return answer;
    }

    /// <summary>Takes what came of a foreign call; without room it is still taken, for it ends what is under
    /// way.</summary>
    public void Reply(ForeignReplyCommand reply)
    {
        if (_core.Reply(reply, _now) is { } record)
        {
            Write(record);
        }
    }

    /// <summary>Counts and samples what was refused at the door.</summary>
    public void Note<TId>(in Answer answer, ActorId actor, TId id)
        where TId : struct
    {
        if (answer.IsRefused)
        {
            _parts.Refusals.Note(_now, actor, answer.Code, id.ToString() ?? string.Empty);
        }
    }

    private static Timestamp? Earlier(Timestamp? first, Timestamp? second) =>
        first is { } one && second is { } other ? (one < other ? one : other) : first ?? second;

    private Hash256 SaltKey => _core.State.Genesis?.SaltKey ?? default;

    private Block Open => _open ?? throw new InvariantException("no block is open");

    private bool HasRoom =>
        Open.RecordCount < _parts.Options.BlockRecordsMax && Open.Size < _parts.Options.BlockBytesMax;

    // The core has dropped ids since the look-up, or the look-up could not settle the question: ask again. No race any
    // more, for ids are dropped and decided in this lane only.
    private Answer? AnswerRepeat(SettlementRequest request, ActorId actor, long lookedUpThroughBlock) =>
        _core.Recent.DroppedThroughBlock > lookedUpThroughBlock
            ? _decided.AnswerRepeat(request, actor, _core.State).Answer
            : null;

    /// <summary>Write first, then apply: a record that cannot be written must not have changed the state.</summary>
    private void Write(LedgerRecord? record)
    {
        // What a record brings to an end is ended in the same block, however full that is.
        for (var next = record ?? _core.FollowUp(_now); next is not null; next = _core.FollowUp(_now))
        {
            Open.Append(next, _nextBlockNo, _core.State.NextEventNo, _current is { SharesBatches: true });
            _core.Commit(next);
        }
    }

    /// <summary>Once a block: what time or the blocks before have moved.</summary>
    private bool RunDue()
    {
        if (_dueIsDone)
        {
            return false;
        }

        _now = _parts.Clock.Now();
        _lackedSpace = _core.Waiting.HasDue(_now) && _parts.RefusalToRecord is not null;
        if (_lackedSpace)
        {
            return false;
        }

        var tried = 0;
        while (tried < _parts.Options.ResumesPerBlockMax && HasRoom && _core.TryTakeDue(_now, out var record))
        {
            tried++;
            Write(record);
        }

        if (_parts.RefusalToRecord is null)
        {
            // Leases that have ended.
            Write(null);
        }

        // With nothing to write the block stays fresh, and what falls due meanwhile still belongs to it.
        _dueIsDone = Open.RecordCount > 0;
        return tried > 0;
    }

    private bool RunItems()
    {
        var items = 0;
        while (items < ItemsPerStepMax && HasRoom)
        {
            if (_current is null && !_parts.Queue.TryTake(out _current))
            {
                break;
            }

            RunPieces(_current);
            if (_current.IsDone)
            {
                Open.Add(_current);
                _current = null;
                items++;
            }
        }

        return items > 0;
    }

    /// <summary>A deadline that has come by now is older than the command that is about to run.</summary>
    private void RunExpired()
    {
        while (HasRoom && _parts.RefusalToRecord is null && _core.Waiting.HasExpired(_now)
            && _core.TryTakeDue(_now, out var record))
        {
            Write(record ?? throw new InvariantException("an expiry is always recorded"));
        }
    }

    private void RunPieces(WorkItem item)
    {
        for (var piece = 0; !item.IsDone && HasRoom; piece++)
        {
            if (piece % PiecesPerClockReading == 0)
            {
                _now = _parts.Clock.Now();
                RunExpired();
                if (!HasRoom)
                {
                    return;
                }
            }

            item.RunNext(this);
        }
    }

    private bool HandOver()
    {
        if (!Open.HasContent || !_log.IsFree || (_current is not null && HasRoom))
        {
            return false;
        }

        var block = Open;
        _open = null;
        _dueIsDone = false;
        if (block.RecordCount > 0)
        {
            _core.Waiting.CloseBlock();
            _core.Recent.CloseGeneration(_nextBlockNo, _parts.Options.RecentIdsPerGeneration);
            _nextBlockNo++;
        }

        _core.Recent.Drop(_decided.IndexedThroughBlock);
        if (_parts.HasThreads && block.RecordCount <= FinishedAtOnceMax && _log.IsIdle)
        {
            _log.Finish(block);
        }
        else
        {
            _log.Accept(block);
        }

        return true;
    }

    private bool FailEverything()
    {
        var failed = false;
        var because = _parts.Stop.Reason?.Message ?? "stopped";
        if (_open is { } open)
        {
            // Applied in memory only; but whoever waits cannot tell that from a block that was lost on the way.
            _open = null;
            _parts.FailWaiters(open, because);
            failed = true;
        }

        if (_current is { } current)
        {
            _current = null;
            _parts.Fail(current, OutcomeCode.OutcomeUnknown, because);
            failed = true;
        }

        while (_parts.Queue.TryTake(out var item))
        {
            _parts.Fail(item, OutcomeCode.EngineStopped, because);
            failed = true;
        }

        return failed;
    }
}
