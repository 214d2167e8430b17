namespace VeritasVault.Core;

/// <summary>
/// One command, or one step the engine took by itself, and what it did: the stored truth. State, entries and events all
/// follow from the records in their order.
/// </summary>
internal abstract class LedgerRecord
{
    /// <summary>The actor of steps that time or changed circumstances caused.</summary>
    public static readonly ActorId Engine = ActorId.Trusted("engine:ledger");

    /// <summary>Place in the history, counted from 1 without gaps.</summary>
    public long RecordNo { get; set; }

    public Timestamp At { get; set; }

    public ActorId Actor { get; set; }
}

/// <summary>The first record of every ledger.</summary>
internal sealed class GenesisRecord : LedgerRecord
{
    public required string Name { get; init; }

    public required Hash256 SaltKey { get; init; }

    /// <summary>The first name under which the ledger signs its log.</summary>
    public required Origin Origin { get; init; }

    /// <summary>The first key with which it does.</summary>
    public required PublicKey LedgerKey { get; init; }
}

/// <summary>A change of participants, assets, accounts or limits, or of the ledger's own name or key, that took
/// effect.</summary>
internal sealed class RegistryRecord : LedgerRecord
{
    public required RegistryCommand Command { get; init; }
}

/// <summary>Why a settlement's state was looked at; the numbers are part of the format.</summary>
internal enum Cause : byte
{
    Submit = 1,
    Consent = 2,
    Reject = 3,
    Cancel = 4,
    EraseMetadata = 5,

    /// <summary>What the settlement waited for has changed, or its date has come.</summary>
    Resume = 6,

    /// <summary>Its deadline has come.</summary>
    Expire = 7,

    /// <summary>A repeat of the submission brought more approvals.</summary>
    Approve = 8,

    /// <summary>A prepared settlement is to be settled.</summary>
    Execute = 9,

    /// <summary>A participant puts its side on hold.</summary>
    Hold = 10,

    /// <summary>A participant releases its side.</summary>
    Release = 11,

    /// <summary>Its rollback is complete.</summary>
    Finish = 12,

    /// <summary>An id never seen is cancelled.</summary>
    Tombstone = 13,

    /// <summary>An external ledger has replied, or has not.</summary>
    ForeignReply = 14,

    /// <summary>The operator lets what is stuck be tried again.</summary>
    Retry = 15,

    /// <summary>The operator gives it up before the decision.</summary>
    Abort = 16,

    /// <summary>An older one preempts it.</summary>
    Wound = 17,
}

/// <summary>Whose signature a leg asks for. The authorisers are the owners of its accounts, so that one bit each is all
/// there is to know.</summary>
[Flags]
internal enum LegSigners : byte
{
    None = 0,

    /// <summary>The owner of the debited account.</summary>
    Debited = 1,

    /// <summary>The owner of the credited account.</summary>
    Credited = 2,

    All = 3,
}

/// <summary>A leg with its names looked up.</summary>
internal record struct ResolvedLeg(int From, int To, int Asset, LegSigners Signers, Int128 Quantity)
{
    /// <summary>Looks the names up; -1 stands for what does not exist.</summary>
    public static ResolvedLeg Of(in Instruction leg, LedgerState state) => new(
        state.Accounts.IndexOf(leg.From),
        state.Accounts.IndexOf(leg.To),
        state.Assets.IndexOf(leg.Asset),
        (leg.Authoriser.IsEmpty ? LegSigners.None : LegSigners.Debited)
            | (leg.CreditAuthoriser.IsEmpty ? LegSigners.None : LegSigners.Credited),
        leg.Quantity);
}

/// <summary>What one application does to one position. What it was before stands beside the change, so that the record
/// alone tells before and after, and every replay can check that it is where it thinks it is.</summary>
internal struct PositionChange
{
    public int Index;

    /// <summary>Whether this application touches the position for the first time.</summary>
    public bool Created;
    public int AccountIndex;
    public int AssetIndex;
    public long VersionBefore;
    public Int128 BalanceBefore;
    public Int128 ReservedBefore;

    /// <summary>In minus out; zero is a change too, for it raises the version.</summary>
    public Int128 Delta;

    /// <summary>What is set aside more (a hold placed) or less (released, or settled out of the hold).</summary>
    public Int128 ReservedDelta;

    /// <summary>The stated floor of the version before, null for none; of a position touched first the same as
    /// after.</summary>
    public Int128? FloorBefore;

    /// <summary>The floor this application checked against, null for none.</summary>
    public Int128? FloorAfter;

    /// <summary>Whether the floors are worth writing: nearly all are 0.</summary>
    public readonly bool HasFloors => FloorBefore != 0 || FloorAfter != 0;
}

/// <summary>
/// One application of the settlement machine to one settlement. Instances are scratch: the machine and each reader own
/// one and fill it anew, so that the hot path allocates nothing for it.
/// </summary>
internal sealed class SettlementRecord : LedgerRecord
{
    private SettlementBodyFormat.Fields _head;

    public Cause Cause { get; set; }

    public SettlementId Id { get; set; }

    /// <summary>The client's id of a consent, rejection, cancellation or erasure; otherwise null.</summary>
    public CommandId? CommandId { get; set; }

    /// <summary>The participant that consents, rejects or asks for cancellation; -1 is the operator, or
    /// nobody.</summary>
    public int ParticipantIndex { get; set; }

    public string Reason { get; set; } = string.Empty;

    /// <summary>The approvals this application brought, their signatures checked. What a settlement was decided with is
    /// the last approval of each participant in its records so far.</summary>
    public HeldApprovals Approvals { get; } = new();

    /// <summary>The approval that a consent came with, if any.</summary>
    public HeldApproval? ApprovalOfSpeaker => Approvals.Find(ParticipantIndex);

    /// <summary>The proposed settlement of a submission. Readers build it only when asked or when it stays
    /// open.</summary>
    public SettlementRequest? Body { get; set; }

    /// <summary>What a reader found in a submission beside the members here; the body can be built of it
    /// later.</summary>
    public ref SettlementBodyFormat.Fields Head => ref _head;

    /// <summary>The salted hash of reference and metadata of a submission that has them.</summary>
    public Hash256? MetadataHash { get; set; }

    /// <summary>The legs of a submission with names looked up; meaningful when <see cref="IsResolved"/>.</summary>
    public ResolvedLeg[] Legs { get; private set; } = new ResolvedLeg[16];

    public int LegCount { get; set; }

    /// <summary>Whether every leg's accounts and asset exist.</summary>
    public bool IsResolved { get; set; }

    /// <summary>Whether any leg asks for a signature.</summary>
    public bool HasSigners
    {
        get
        {
            foreach (ref readonly var leg in Legs.AsSpan(0, LegCount))
            {
                if (leg.Signers != LegSigners.None)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>The stage before this application; meaningless for a submission.</summary>
    public Stage Before { get; set; }

    /// <summary>The furthest stage reached, short of COMPLETED and FAILED.</summary>
    public Stage Reached { get; set; }

    /// <summary>Waiting, or what was decided.</summary>
    public OutcomeCode Code { get; set; }

    public OutcomeDetail? Detail { get; set; }

    public PositionChange[] Positions { get; private set; } = new PositionChange[16];

    public int PositionCount { get; set; }

    /// <summary>What came of a foreign call, of a record that says so.</summary>
    public ForeignReplyCommand? Reply { get; set; }

    /// <summary>The operation that decides from here on, because it cannot be undone; 0 for none.</summary>
    public int Delegates { get; set; }

    /// <summary>What an abort was decided with, while it rolls back: <see cref="Detail"/> belongs to it.</summary>
    public OutcomeCode Doom { get; set; }

    /// <summary>Whether the settlement is over with this record, its outcome pinned.</summary>
    public bool IsDecided => !IsUnderWay(Code) && Cause != Cause.EraseMetadata;

    /// <summary>Whether this is the decision to settle: all legs of this ledger are booked.</summary>
    public bool IsCommit => (Code == OutcomeCode.Settled || Code == OutcomeCode.Committing)
        && Cause != Cause.EraseMetadata && (Cause == Cause.Submit || Before < Stage.Committing);

    /// <summary>Whether this is the decision, one way or the other.</summary>
    public bool IsDecision => IsCommit || (IsDecided && Code != OutcomeCode.Settled);

    /// <summary>Whether external ledgers have confirmed what was decided before.</summary>
    public bool IsConfirmation => IsDecided && Code == OutcomeCode.Settled && !IsCommit;

    /// <summary>Whether this application places or releases a hold: its positions change, but nothing moves.</summary>
    public bool IsHold => !IsDecided && !IsCommit && PositionCount > 0;

    /// <summary>Whether that hold is placed, and not released.</summary>
    public bool PlacesHold => IsHold && (Code is OutcomeCode.Prepared or OutcomeCode.Preparing);

    /// <summary>Whether this application reserved all of it; where every net is zero nothing shows but the
    /// stage.</summary>
    public bool BecamePrepared => Code is OutcomeCode.Prepared or OutcomeCode.Preparing
        && Cause != Cause.ForeignReply && (PositionCount > 0 || Cause == Cause.Submit || Reached > Before);

    /// <summary>The stage after this application.</summary>
    public Stage After => Code switch
    {
        _ when Cause == Cause.EraseMetadata => Before,
        _ when IsUnderWay(Code) => Reached,
        OutcomeCode.Settled => Stage.Completed,
        _ => Stage.Failed,
    };

    public void Reset(Cause cause, SettlementId id, ActorId actor, Timestamp at)
    {
        Cause = cause;
        Id = id;
        Actor = actor;
        At = at;
        CommandId = null;
        ParticipantIndex = -1;
        Reason = string.Empty;
        Approvals.Clear();
        Body = null;
        MetadataHash = null;
        LegCount = 0;
        IsResolved = true;
        Before = Stage.Initiated;
        Reached = Stage.Initiated;
        Code = OutcomeCode.Waiting;
        Detail = null;
        Doom = OutcomeCode.None;
        Reply = null;
        Delegates = 0;
        PositionCount = 0;
    }

    private static bool IsUnderWay(OutcomeCode code) =>
        code is OutcomeCode.Waiting or OutcomeCode.Prepared or OutcomeCode.RollingBack or OutcomeCode.Preparing
            or OutcomeCode.Committing;

    public void RoomForLegs(int count)
    {
        if (Legs.Length < count)
        {
            Legs = new ResolvedLeg[Math.Max(count, Legs.Length * 2)];
        }
    }

    /// <summary>Looks the names of the legs up.</summary>
    public void Resolve(SettlementRequest request, LedgerState state)
    {
        var legs = request.Legs;
        RoomForLegs(legs.Length);
        LegCount = legs.Length;
        var resolved = true;
        for (var i = 0; i < legs.Length; i++)
        {
            ref readonly var leg = ref legs[i];
            var names = ResolvedLeg.Of(leg, state);
            resolved &= (names.From | names.To | names.Asset) >= 0;
            Legs[i] = names;
        }

        IsResolved = resolved;
    }

    public ref PositionChange AddPosition()
    {
        if (PositionCount == Positions.Length)
        {
            var larger = new PositionChange[Positions.Length * 2];
            Positions.AsSpan().CopyTo(larger);
            Positions = larger;
        }

        ref var change = ref Positions[PositionCount++];
        change = default;
        return ref change;
    }
}
