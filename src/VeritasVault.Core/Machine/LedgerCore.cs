namespace VeritasVault.Core;

/// <summary>
/// The core as its lane sees it: decide, record, apply. Everything here is a function of the state, the commands and
/// the time handed in; nothing is asked of the outside.
/// </summary>
internal sealed class LedgerCore
{
    private readonly SettlementMachine _settlements;
    private readonly RegistryMachine _registry;
    private readonly bool _hearsRepeats;

    // Settlements of which nothing is left to do: their end is the next record.
    private readonly Queue<long> _finished = new();

    /// <summary>A core over a state, with the documented room for open settlements unless a smaller one is given, and
    /// without keys and signatures unless a rule for them is.</summary>
    /// <param name="state">The state.</param>
    /// <param name="room">How many may be open.</param>
    /// <param name="rule">Who checks signatures.</param>
    /// <param name="hearsRepeats">False where nobody repeats anything, as in an audit: what an id was pinned to need
    /// not be hashed then.</param>
    public LedgerCore(
        LedgerState state, OpenRoom? room = null, ISignatureRule? rule = null, bool hearsRepeats = true)
    {
        _hearsRepeats = hearsRepeats;
        var signatures = rule ?? new NoSignatures();
        State = state;
        Recent = new RecentIds();
        Waiting = new WaitingRoom(state);
        _settlements = new SettlementMachine(state, Recent, room ?? OpenRoom.Full, signatures);
        _registry = new RegistryMachine(state, Recent, signatures);
    }

    public LedgerState State { get; }

    public RecentIds Recent { get; }

    public WaitingRoom Waiting { get; }

    /// <summary>Decides a submission; the record, if any, is to be written and then handed to
    /// <see cref="Commit"/>.</summary>
    public LedgerRecord? Submit(
        SettlementRequest request, Hash256? metadataHash, ActorId actor, Timestamp now, out Answer answer) =>
        _settlements.Submit(request, metadataHash, actor, now, out answer);

    /// <summary>Decides any other command.</summary>
    public LedgerRecord? Execute(LedgerCommand command, Timestamp now, out Answer answer) =>
        Execute(command, default, now, out answer);

    /// <summary>Decides any other command, told what the history knows of its ids.</summary>
    public LedgerRecord? Execute(LedgerCommand command, in EarlierIds earlier, Timestamp now, out Answer answer)
    {
        switch (command)
        {
            case RegistryCommand registry:
                return _registry.Decide(registry, now, out answer);
            case SettlementCommand settlement:
                return _settlements.Command(settlement, earlier, now, out answer);
            default:
                throw new InvariantException($"nothing executes {command.GetType().Name}");
        }
    }

    /// <summary>Takes what came of a foreign call; null when nobody waits for it any more.</summary>
    public LedgerRecord? Reply(ForeignReplyCommand reply, Timestamp now) => _settlements.Reply(reply, now);

    /// <summary>Decides the erasure of a decided settlement's metadata.</summary>
    public LedgerRecord? EraseDecided(
        EraseMetadataCommand command, Timestamp now, in Answer decidedAs, out Answer answer) =>
        _settlements.Command(
            command, new EarlierIds(null, new DecidedSettlement(command.Actor, decidedAs)), now, out answer);

    /// <summary>Takes one settlement that time or changed circumstances moved.</summary>
    /// <returns>False when none is due; true with a null record when one was tried and goes on waiting.</returns>
    public bool TryTakeDue(Timestamp now, out LedgerRecord? record)
    {
        record = null;
        if (!Waiting.TryTake(now, out var open, out var cause))
        {
            return false;
        }

        record = cause == Cause.Expire ? _settlements.Expire(open, now) : _settlements.Resume(open, now);
        if (record is null)
        {
            Waiting.Register(open, now);
        }

        return true;
    }

    /// <summary>Takes the step that follows at once from what was committed last: somebody is wounded,
    /// a lease has ended, or nothing is left to do for a settlement.</summary>
    public LedgerRecord? FollowUp(Timestamp now)
    {
        foreach (var victim in _settlements.Victims)
        {
            if (State.Open.Find(victim) is { IsWoundable: true } wounded)
            {
                // One a call; who asked and waits now is woken when the block is closed.
                return _settlements.Wound(wounded, now);
            }
        }

        _settlements.Victims.Clear();
        if (State.Locks.TryFindExpired(now, out var lapsed))
        {
            return _registry.Decide(Lapse(lapsed), now, out _);
        }

        while (_finished.TryDequeue(out var sequence))
        {
            if (State.Open.Find(sequence) is { IsFinished: true } open)
            {
                return _settlements.Finish(open, now);
            }
        }

        return null;
    }

    /// <summary>What was only tried out, or not recorded, wounds nobody.</summary>
    public void ForgetVictims() => _settlements.Victims.Clear();

    /// <summary>When a lease ends next.</summary>
    public Timestamp? NextLapse => State.Locks.NextExpiry;

    // Its id follows from the lock and its token, so that a replay gives the same command.
    private static ExpireLock Lapse(PersonLock held)
    {
        var writer = new ByteWriter(32);
        writer.Text("lapse");
        writer.Var(held.Number);
        writer.Var(held.Token);
        writer.Var(held.Expiry.Micros);
        Span<byte> id = stackalloc byte[Hash256.Size];
        Hash256.Of(writer.Written).Write(id);
        return new ExpireLock
        {
            Id = CommandId.Read(id[..CommandId.Size]),
            Actor = LedgerRecord.Engine,
            Lock = held.Number,
        };
    }

    /// <summary>Takes up what follows from the state as it was loaded.</summary>
    public void Rebuild(Timestamp now)
    {
        Waiting.Rebuild(now);
        foreach (var open in State.Open.OldestFirst)
        {
            if (open.IsFinished)
            {
                _finished.Enqueue(open.Sequence);
            }
        }
    }

    /// <summary>Decides again what a stored record of the engine's own steps decided; audits compare the
    /// result.</summary>
    public LedgerRecord? Repeat(Cause cause, SettlementId id, Timestamp now) =>
        State.Open.Find(id) is not { } open ? null
        : cause == Cause.Expire ? _settlements.Expire(open, now)
        : cause == Cause.Finish ? _settlements.Finish(open, now)
        : cause == Cause.Wound ? _settlements.Wound(open, now)
        : _settlements.Resume(open, now);

    /// <summary>Decides again what a repeat of an open submission decided that brought approvals.</summary>
    public LedgerRecord? Repeat(SettlementRecord approvals, Approval[] given) =>
        State.Open.Find(approvals.Id) is not { } open ? null
        : _settlements.Submit(
            open.Request.With(given), open.MetadataHash, approvals.Actor, approvals.At, out _);

    /// <summary>Applies a record that is written, and pins the ids it decides.</summary>
    public void Commit(LedgerRecord record)
    {
        var settlement = record as SettlementRecord;
        var open = settlement is null || settlement.Cause == Cause.Submit ? null : State.Open.Find(settlement.Id);
        var reserved = open?.Reserved ?? [];
        var locker = LockerOf(record, open);
        State.Apply(record);
        if (!locker.IsNobody && !State.Locks.Holds(locker))
        {
            Waiting.NoteUnlocked(locker);
        }

        Waiting.Note(record, open?.Sequence ?? 0);
        if (reserved.Count > 0 && open is { IsReserved: false })
        {
            Waiting.NoteReleased(reserved);
        }

        if (record is RegistryRecord { Command: var command })
        {
            var detail = command is LockCommand about ? LockDesk.TokenOf(State, about, record.RecordNo) : null;
            var answer = new Answer(
                OutcomeCode.Applied, Stage.Completed, detail, record.At, record.RecordNo, IsReplay: false);
            Recent.Pin(command.Id, new PinnedId(CommandContent.HashOf(command), null, answer));
        }
        else if (settlement is not null)
        {
            Pin(settlement, open);
            if (open is { IsFinished: true } && !settlement.IsDecided)
            {
                _finished.Enqueue(open.Sequence);
            }
            else if (settlement.Cause == Cause.Finish && _finished.TryPeek(out var ended) && ended == open?.Sequence)
            {
                // Replays and audits commit the end as well, without having asked for it.
                _finished.Dequeue();
            }
        }
    }

    private LockOwner LockerOf(LedgerRecord record, OpenSettlement? open) =>
        State.Locks.IsEmpty ? default
        : open is not null ? LockOwner.Settlement(open.Sequence)
        : record is not RegistryRecord { Command: LockCommand command } ? default
        : command switch
        {
            ReleaseLock c => LockOwner.Person(c.Lock),
            ExpireLock c => LockOwner.Person(c.Lock),
            _ => default,
        };

    private void Pin(SettlementRecord record, OpenSettlement? open)
    {
        var answer = Answer.Of(record);
        if (record.CommandId is { } commandId)
        {
            Recent.Pin(commandId, new PinnedId(CommandContent.HashOf(record, State), null, answer));
        }

        if (record.Cause == Cause.Tombstone)
        {
            Recent.Pin(record.Id, new PinnedId(default, null, answer) { Proposer = record.Actor, IsTombstone = true });
        }
        else if (record.IsDecided)
        {
            var body = open?.Request ?? record.Body;
            Invariant.Holds(body is not null);
            var content = _hearsRepeats ? body.BodyHash : default;
            Recent.Pin(record.Id, new PinnedId(content, open?.MetadataHash ?? record.MetadataHash, answer)
            {
                Proposer = open?.Proposer ?? record.Actor,
            });
        }
    }
}
