namespace VeritasVault.Core;

/// <summary>One step of a settlement's life.</summary>
/// <param name="Stage">The stage entered.</param>
/// <param name="At">When.</param>
internal readonly record struct TrailStep(Stage Stage, Timestamp At);

/// <summary>A settlement that is not decided yet.</summary>
internal sealed class OpenSettlement(long sequence, SettlementRequest request, ActorId proposer)
{
    private readonly List<TrailStep> _trail = [];
    private readonly List<int> _consents = [];
    private readonly List<int> _cancelVotes = [];
    private readonly List<int> _holders = [];

    /// <summary>The number of the record that opened it: smaller is older.</summary>
    public long Sequence { get; } = sequence;

    public SettlementRequest Request { get; } = request;

    public ActorId Proposer { get; } = proposer;

    public Stage Stage { get; private set; } = Stage.Initiated;

    public Hash256? MetadataHash { get; init; }

    public IReadOnlyList<TrailStep> Trail => _trail;

    /// <summary>The signatures of authorisers; the last one of each.</summary>
    public HeldApprovals Approvals { get; } = new();

    /// <summary>Participants (by index) whose own word was given by a command without a signature, in the order
    /// given.</summary>
    public IReadOnlyList<int> Consents => _consents;

    /// <summary>Participants (by index) that asked for cancellation, in the order asked; -1 is the operator as
    /// proposer.</summary>
    public IReadOnlyList<int> CancelVotes => _cancelVotes;

    /// <summary>Participants (by index) whose side is on hold, in the order put.</summary>
    public IReadOnlyList<int> Holders => _holders;

    /// <summary>The net it holds, position by position; empty until it is reserved and after its release.</summary>
    public IReadOnlyList<ReservedNet> Reserved { get; private set; } = [];

    /// <summary>Whether all of it is reserved.</summary>
    public bool IsReserved { get; private set; }

    /// <summary>Its foreign legs, in the order they are prepared; empty until it is reserved.</summary>
    public IReadOnlyList<PlannedOperation> Operations { get; private set; } = [];

    /// <summary>Which attempt it is, from 1: a wounded one starts over.</summary>
    public int Attempt { get; private set; } = 1;

    /// <summary>How often an older one preempted it.</summary>
    public int Wounds => Attempt - 1;

    /// <summary>Whether an older one may preempt it: it is reserved, but neither was anybody told nor an external
    /// ledger called, and it was not preempted so often that it counts as the oldest. So everybody is wounded a bounded
    /// number of times, and no two can take the same locks from each other for ever.</summary>
    public bool IsWoundable => IsReserved && !IsBegun && !IsAcknowledged && Doom == OutcomeCode.None
        && Wounds < Limits.WoundsMax;

    /// <summary>Whether only its end is left to be recorded.</summary>
    public bool IsFinished => Doom != OutcomeCode.None ? !IsReserved
        : IsCommitted && Operations.All(one => one.State == OperationState.Committed);

    /// <summary>Whether it holds the locks of its positions.</summary>
    public bool HoldsLocks => IsReserved || IsCommitted;

    /// <summary>Whether external ledgers may have been called in this attempt.</summary>
    public bool IsBegun { get; private set; }

    /// <summary>The operation whose word decides, because it cannot be undone; null while nobody's does.</summary>
    public int? Delegated { get; private set; }

    /// <summary>Whether it is decided that it settles, and only external ledgers are still to be told.</summary>
    public bool IsCommitted { get; private set; }

    /// <summary>Whether it moves by execute, replies and time only, and not because circumstances change.</summary>
    public bool IsUnderWay => IsReserved || IsCommitted || Doom != OutcomeCode.None;

    /// <summary>The code its abort was decided with, and what it said; none while it may still settle.</summary>
    public OutcomeCode Doom { get; private set; }

    public OutcomeDetail? DoomDetail { get; private set; }

    /// <summary>Whether it ends only by being executed or cancelled: prepared in the binding mode.</summary>
    public bool IsBound => IsAcknowledged && Request.Terms.Prepare == PrepareMode.Binding;

    /// <summary>Whether time ends it no more.</summary>
    public bool OutlivesDeadline => IsBound || IsCommitted || Delegated is not null || Doom != OutcomeCode.None;

    /// <summary>Its code for whoever asks.</summary>
    public OutcomeCode Code => Doom != OutcomeCode.None ? OutcomeCode.RollingBack
        : IsCommitted ? OutcomeCode.Committing
        : !IsReserved ? OutcomeCode.Waiting
        : IsAcknowledged && Delegated is null ? OutcomeCode.Prepared
        : OutcomeCode.Preparing;

    /// <summary>Whether the caller was told that it is prepared.</summary>
    public bool IsAcknowledged { get; private set; }

    public void Reserve(IReadOnlyList<ReservedNet> nets, IReadOnlyList<PlannedOperation> operations)
    {
        Invariant.Holds(!IsReserved && nets.Count + operations.Count > 0);
        Reserved = nets;
        Operations = operations;
        IsReserved = true;
    }

    public void ReleaseReserved()
    {
        Reserved = [];
        IsReserved = false;
    }

    public void Restore(
        int attempt,
        IReadOnlyList<ReservedNet> nets,
        IReadOnlyList<PlannedOperation> operations,
        bool isReserved,
        int delegated)
    {
        Attempt = attempt;
        Reserved = nets;
        Operations = operations;
        IsReserved = isReserved;
        Delegated = delegated == 0 ? null : delegated;
    }

    public void Restore(bool isAcknowledged, bool isBegun, bool isCommitted)
    {
        IsAcknowledged = isAcknowledged;
        IsBegun = isBegun;
        IsCommitted = isCommitted;
    }

    /// <summary>An older one preempted it: it starts over.</summary>
    public void Wound()
    {
        ReleaseReserved();
        Operations = [];
        Attempt++;
    }

    public void Acknowledge() => IsAcknowledged = true;

    public void Begin() => IsBegun = true;

    public void Move(IReadOnlyList<PlannedOperation> operations) => Operations = operations;

    public void Delegate(int operation) => Delegated = operation;

    public void Commit() => IsCommitted = true;

    public void Condemn(OutcomeCode code, OutcomeDetail? detail)
    {
        Invariant.Holds(Doom == OutcomeCode.None);
        Doom = code;
        DoomDetail = detail;
    }

    public void AddHolder(int participantIndex) => _holders.Add(participantIndex);

    public void RemoveHolder(int participantIndex) => Invariant.Holds(_holders.Remove(participantIndex));

    public void Enter(Stage stage, Timestamp at)
    {
        Stage = stage;
        _trail.Add(new TrailStep(stage, at));
    }

    public void AddConsent(int participantIndex) => _consents.Add(participantIndex);

    public void AddCancelVote(int participantIndex) => _cancelVotes.Add(participantIndex);
}

/// <summary>The undecided settlements, found by id and walked oldest first.</summary>
internal sealed class OpenSettlementTable
{
    private readonly SortedDictionary<long, OpenSettlement> _bySequence = [];
    private readonly Index<SettlementId, OpenSettlement> _byId = new();
    private readonly Index<ActorId, int> _countByProposer = new();

    private readonly SortedSet<long> _foreign = [];

    public int Count => _bySequence.Count;

    /// <summary>Those with legs on external ledgers that are under way, oldest first.</summary>
    public IReadOnlyCollection<long> Foreign => _foreign;

    public IEnumerable<OpenSettlement> OldestFirst => _bySequence.Values;

    public OpenSettlement? Find(SettlementId id) => _byId.TryGet(id, out var open) ? open : null;

    public OpenSettlement? Find(long sequence) => _bySequence.GetValueOrDefault(sequence);

    public int CountOf(ActorId proposer) => _countByProposer.TryGet(proposer, out var count) ? count : 0;

    public void Add(OpenSettlement open)
    {
        _bySequence.Add(open.Sequence, open);
        _byId.Add(open.Request.Id, open);
        _countByProposer.Set(open.Proposer, CountOf(open.Proposer) + 1);
        NoteForeign(open);
    }

    /// <summary>Its operations came or went.</summary>
    public void NoteForeign(OpenSettlement open)
    {
        if (open.Operations.Count > 0)
        {
            _foreign.Add(open.Sequence);
        }
        else
        {
            _foreign.Remove(open.Sequence);
        }
    }

    public void Remove(OpenSettlement open)
    {
        Invariant.Holds(_bySequence.Remove(open.Sequence));
        Invariant.Holds(_byId.Remove(open.Request.Id));
        _foreign.Remove(open.Sequence);
        var left = CountOf(open.Proposer) - 1;
        Invariant.Holds(left >= 0);
        if (left > 0)
        {
            _countByProposer.Set(open.Proposer, left);
        }
        else
        {
            _countByProposer.Remove(open.Proposer);
        }
    }
}
