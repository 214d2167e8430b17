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
    public bool IsReserved => Reserved.Count > 0;

    /// <summary>The code its abort was decided with, and what it said; none while it may still settle.</summary>
    public OutcomeCode Doom { get; private set; }

    public OutcomeDetail? DoomDetail { get; private set; }

    /// <summary>Whether it ends only by being executed or cancelled: prepared in the binding mode.</summary>
    public bool IsBound => IsReserved && Request.Terms.Prepare == PrepareMode.Binding;

    /// <summary>Its code for whoever asks.</summary>
    public OutcomeCode Code => Doom != OutcomeCode.None ? OutcomeCode.RollingBack
        : IsReserved ? OutcomeCode.Prepared
        : OutcomeCode.Waiting;

    public void Reserve(IReadOnlyList<ReservedNet> nets)
    {
        Invariant.Holds(!IsReserved && nets.Count > 0);
        Reserved = nets;
    }

    public void ReleaseReserved() => Reserved = [];

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

    public int Count => _bySequence.Count;

    public IEnumerable<OpenSettlement> OldestFirst => _bySequence.Values;

    public OpenSettlement? Find(SettlementId id) => _byId.TryGet(id, out var open) ? open : null;

    public OpenSettlement? Find(long sequence) => _bySequence.GetValueOrDefault(sequence);

    public int CountOf(ActorId proposer) => _countByProposer.TryGet(proposer, out var count) ? count : 0;

    public void Add(OpenSettlement open)
    {
        _bySequence.Add(open.Sequence, open);
        _byId.Add(open.Request.Id, open);
        _countByProposer.Set(open.Proposer, CountOf(open.Proposer) + 1);
    }

    public void Remove(OpenSettlement open)
    {
        Invariant.Holds(_bySequence.Remove(open.Sequence));
        Invariant.Holds(_byId.Remove(open.Request.Id));
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
