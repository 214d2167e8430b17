using System.Diagnostics.CodeAnalysis;

namespace VeritasVault.Core;

/// <summary>
/// Knows for every undecided settlement what has to change before another try makes sense, and hands out, oldest first,
/// those for which something has. Derived from the state: after a restart it is rebuilt and everything is tried once.
/// </summary>
/// <remarks>
/// What changes while a block is built wakes settlements for the next block, so one pass per block is bounded. Not part
/// of the ledger's state: whatever a try changes is a record of its own.
/// </remarks>
internal sealed class WaitingRoom(LedgerState state)
{
    private readonly LackFinder _finder = new(state);
    private readonly Index<WaitKey, SortedSet<long>> _waiters = new();
    private readonly Index<long, Registration> _registrations = new();
    private readonly SortedSet<(Timestamp At, long Sequence)> _dates = [];
    private readonly SortedSet<(Timestamp At, long Sequence)> _deadlines = [];
    private readonly Index<long, Timestamp> _lockedSince = new();
    private readonly List<Lack> _lacks = [];
    private readonly List<int> _accounts = [];

    // What the records of the open block changed, each once however often: a busy position costs its waiters one wake a
    // block, not one a record.
    private readonly List<WaitKey> _changed = [];
    private readonly Index<WaitKey, bool> _isChanged = new();

    // Tried to the end before those woken meanwhile take their place, so that nobody is overtaken for ever.
    private SortedSet<long> _woken = [];
    private SortedSet<long> _wokenNext = [];

    private enum Resource : byte
    {
        Account,
        Position,
        Participant,
        Settlement,
        Person,
    }

    /// <summary>Settlements registered: exactly the undecided ones.</summary>
    public int Count => _registrations.Count;

    /// <summary>Things waited for; none when nobody waits.</summary>
    public int KeyCount => _waiters.Count;

    /// <summary>When time alone next changes something; null when it never does.</summary>
    public Timestamp? NextDate =>
        (_dates.Count, _deadlines.Count) switch
        {
            (0, 0) => null,
            (0, _) => _deadlines.Min.At,
            (_, 0) => _dates.Min.At,
            _ => _dates.Min.At < _deadlines.Min.At ? _dates.Min.At : _deadlines.Min.At,
        };

    /// <summary>Registers every undecided settlement of the state and wakes it.</summary>
    public void Rebuild(Timestamp now)
    {
        foreach (var open in state.Open.OldestFirst)
        {
            Register(open, now);
            _wokenNext.Add(open.Sequence);
        }
    }

    /// <summary>A block is closed: what it changed wakes whoever waits for it.</summary>
    public void CloseBlock()
    {
        foreach (var key in _changed)
        {
            if (_waiters.TryGet(key, out var waiters))
            {
                _wokenNext.UnionWith(waiters);
            }
        }

        _changed.Clear();
        _isChanged.Clear();
    }

    /// <summary>Whether <see cref="TryTake"/> would find something.</summary>
    public bool HasDue(Timestamp now) =>
        _woken.Count > 0 || _wokenNext.Count > 0 || (NextDate is { } date && date <= now);

    /// <summary>Whether a deadline has come and its settlement is still undecided.</summary>
    public bool HasExpired(Timestamp now) => _deadlines.Count > 0 && _deadlines.Min.At <= now;

    /// <summary>Takes the next settlement to expire or to try again: deadlines first, then the oldest.</summary>
    public bool TryTake(Timestamp now, [NotNullWhen(true)] out OpenSettlement? open, out Cause cause)
    {
        cause = Cause.Resume;
        open = null;
        if (_deadlines.Count > 0 && _deadlines.Min.At <= now)
        {
            cause = Cause.Expire;
            open = state.Open.Find(_deadlines.Min.Sequence);
        }
        else if (WakeDated(now))
        {
            var oldest = _woken.Min;
            _woken.Remove(oldest);
            open = state.Open.Find(oldest);
        }

        Invariant.Holds(open is not null || !HasDue(now));
        return open is not null;
    }

    /// <summary>Wakes whose date has come, so that age alone decides who is tried first.</summary>
    /// <returns>Whether anybody is awake.</returns>
    private bool WakeDated(Timestamp now)
    {
        while (_dates.Count > 0 && _dates.Min.At <= now)
        {
            var due = _dates.Min;
            _dates.Remove(due);
            _woken.Add(due.Sequence);
        }

        if (_woken.Count == 0)
        {
            (_woken, _wokenNext) = (_wokenNext, _woken);
        }

        return _woken.Count > 0;
    }

    /// <summary>Notes what an applied record changed: who now waits, who stopped waiting, whom it wakes.</summary>
    /// <param name="record">The record, already applied to the state.</param>
    /// <param name="sequence">The sequence of the settlement it is about, when it was undecided before; otherwise
    /// 0.</param>
    public void Note(LedgerRecord record, long sequence)
    {
        if (record is SettlementRecord settlement)
        {
            Note(settlement, sequence);
        }
        else if (record is RegistryRecord { Command: var command })
        {
            Note(command);
        }
    }

    /// <summary>Notes that somebody holds no locks any more.</summary>
    public void NoteUnlocked(LockOwner owner) => Wake(KeyOf(owner));

    private static WaitKey KeyOf(LockOwner owner) => new(
        owner.IsPerson ? Resource.Person : Resource.Settlement, (int)(owner.Number >> 32), (int)owner.Number);

    // Without a deadline of its own a settlement does not wait for a lock for ever. The time counts from when the lock
    // was first found held; it is not part of the state, so that a restart begins it anew.
    private Timestamp? DeadlineOf(OpenSettlement open, Timestamp now)
    {
        var onlyLocked = open.Stage == Stage.Reserving && _lacks.Count > 0
            && _lacks.TrueForAll(lack => lack.Kind == WaitKind.Lock);
        if (open.IsUnderWay || !onlyLocked || open.Request.Deadline is not null)
        {
            _lockedSince.Remove(open.Sequence);
            return open.OutlivesDeadline ? null : open.Request.Deadline;
        }

        if (!_lockedSince.TryGet(open.Sequence, out var since))
        {
            since = now;
            _lockedSince.Add(open.Sequence, now);
        }

        return new Timestamp(since.Micros + Limits.LockWaitMicros);
    }

    /// <summary>Notes that promises are gone: there is more room below the ceilings.</summary>
    public void NoteReleased(IReadOnlyList<ReservedNet> reserved)
    {
        foreach (var net in reserved)
        {
            if (net.Delta > 0)
            {
                Wake(new WaitKey(Resource.Position, net.AccountIndex, net.AssetIndex));
            }
        }
    }

    /// <summary>Registers anew what an undecided settlement lacks, after a try that changed nothing.</summary>
    public void Register(OpenSettlement open, Timestamp now)
    {
        Unregister(open.Sequence);
        _finder.Find(open, now, _lacks);
        _finder.FindAccounts(open, _accounts);
        var registration = new Registration(DeadlineOf(open, now)) { Date = ForeignPlan.HopelessFrom(state, open) };
        if (open.Wounds > 0 && !open.IsUnderWay)
        {
            // It may lack nothing: with the end of the block in which it loses its locks it is tried again, after the
            // older one.
            registration.Keys.Add(KeyOf(LockOwner.Settlement(open.Sequence)));
        }

        foreach (var account in _accounts)
        {
            registration.Keys.Add(new WaitKey(Resource.Account, account, 0));
        }

        foreach (var lack in _lacks)
        {
            if (lack.Kind == WaitKind.Lock)
            {
                registration.Keys.Add(KeyOf(lack.Holder));
            }
            else if (lack.Kind == WaitKind.Date)
            {
                registration.Date = lack.Until;
            }
            else if (lack.Kind is not (WaitKind.Thaw or WaitKind.Execute or WaitKind.ExternalLedger
                or WaitKind.Operator))
            {
                registration.Keys.Add(lack.Kind is WaitKind.Consent or WaitKind.Signature or WaitKind.Release
                    ? new WaitKey(Resource.Participant, lack.Participant, 0)
                    : new WaitKey(Resource.Position, lack.Account, lack.Asset));
            }
        }

        Enter(open.Sequence, registration);
    }

    private void Note(SettlementRecord record, long sequence)
    {
        if (!record.IsDecided)
        {
            // A vote, an erasure or a side held back tries nothing: what was registered stands, a date that has come
            // meanwhile or a change that wakes with the end of the block included.
            if ((record.Cause is not (Cause.Cancel or Cause.EraseMetadata or Cause.Hold)
                || record.Code == OutcomeCode.RollingBack)
                && state.Open.Find(record.Id) is { } open)
            {
                Register(open, record.At);
            }
        }
        else if (sequence != 0)
        {
            Unregister(sequence);
            _lockedSince.Remove(sequence);
            _woken.Remove(sequence);
            _wokenNext.Remove(sequence);
        }

        if (_registrations.Count == 0)
        {
            return;
        }

        for (var i = 0; i < record.PositionCount; i++)
        {
            ref readonly var change = ref record.Positions[i];
            if (change.Delta != 0 || change.ReservedDelta < 0)
            {
                Wake(new WaitKey(Resource.Position, change.AccountIndex, change.AssetIndex));
            }
        }
    }

    private void Note(RegistryCommand command)
    {
        switch (command)
        {
            case SetAccountStatus c:
                Wake(new WaitKey(Resource.Account, state.Accounts.IndexOf(c.Account), 0));
                break;
            case SetPositionLimits c:
                Wake(new WaitKey(Resource.Position, state.Accounts.IndexOf(c.Account), state.Assets.IndexOf(c.Asset)));
                break;
            case SetIssuanceLimit c:
                var asset = state.Assets[state.Assets.IndexOf(c.Asset)];
                Wake(new WaitKey(Resource.Position, asset.IssuerIndex, asset.Index));
                break;
            case SetConsentPolicy c:
                Wake(new WaitKey(Resource.Participant, state.Participants.IndexOf(c.Participant), 0));
                break;
            default:
                break;
        }
    }

    private void Enter(long sequence, Registration registration)
    {
        _registrations.Add(sequence, registration);
        foreach (var key in registration.Keys)
        {
            if (!_waiters.TryGet(key, out var waiters))
            {
                waiters = [];
                _waiters.Add(key, waiters);
            }

            waiters.Add(sequence);
        }

        if (registration.Date is { } date)
        {
            _dates.Add((date, sequence));
        }

        if (registration.Deadline is { } deadline)
        {
            _deadlines.Add((deadline, sequence));
        }
    }

    private void Unregister(long sequence)
    {
        if (!_registrations.TryGet(sequence, out var registration))
        {
            return;
        }

        _registrations.Remove(sequence);
        foreach (var key in registration.Keys)
        {
            if (_waiters.TryGet(key, out var waiters) && waiters.Remove(sequence) && waiters.Count == 0)
            {
                _waiters.Remove(key);
            }
        }

        if (registration.Date is { } date)
        {
            _dates.Remove((date, sequence));
        }

        if (registration.Deadline is { } deadline)
        {
            _deadlines.Remove((deadline, sequence));
        }
    }

    private void Wake(WaitKey key)
    {
        if (_waiters.Contains(key) && !_isChanged.Contains(key))
        {
            _isChanged.Add(key, true);
            _changed.Add(key);
        }
    }

    private readonly record struct WaitKey(Resource Resource, int First, int Second);

    private sealed class Registration(Timestamp? deadline)
    {
        public Timestamp? Deadline { get; } = deadline;

        public Timestamp? Date { get; set; }

        public List<WaitKey> Keys { get; } = [];
    }
}
