using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>Which durable state an answer is from.</summary>
/// <param name="BlockNo">The last block in it.</param>
/// <param name="RecordNo">The last record in it.</param>
/// <param name="EventNo">The last event in it.</param>
/// <param name="Time">Engine time of the last record.</param>
public sealed record ViewStamp(long BlockNo, long RecordNo, long EventNo, Timestamp Time);

/// <summary>A participant.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Policy">How its consent to debits comes about.</param>
/// <param name="ConsentsToCredits">Whether its consent is due for credits too.</param>
/// <param name="Version">Raised by 1 by each change.</param>
/// <param name="LastModified">Time of the last change.</param>
public sealed record ParticipantInfo(
    ParticipantId Id, ConsentPolicy Policy, bool ConsentsToCredits, long Version, Timestamp LastModified)
{
    /// <summary>Whether its actors may prepare bindingly.</summary>
    public bool MayCoordinate { get; init; }
}

/// <summary>An asset.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Scale">Its decimals.</param>
/// <param name="Issuer">The issuer's account.</param>
/// <param name="IssuanceLimit">Most minor units that may be outstanding; null means no limit.</param>
/// <param name="Version">Raised by 1 by each change.</param>
/// <param name="LastModified">Time of the last change.</param>
public sealed record AssetInfo(
    AssetId Id, int Scale, AccountId Issuer, Int128? IssuanceLimit, long Version, Timestamp LastModified);

/// <summary>An account.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Owner">The participant it belongs to.</param>
/// <param name="Status">Open, frozen or closed.</param>
/// <param name="Version">Raised by 1 by each change of its status.</param>
/// <param name="LastModified">Time of the last change.</param>
/// <param name="Checksum">Hash of all of the above.</param>
public sealed record AccountInfo(
    AccountId Id, ParticipantId Owner, AccountStatus Status, long Version, Timestamp LastModified, Hash256 Checksum)
{
    /// <summary>The external ledger that keeps it; null for an account of this ledger.</summary>
    public LedgerId? Ledger { get; init; }
}

/// <summary>A position. Quantities in minor units.</summary>
/// <param name="Account">Its account.</param>
/// <param name="Asset">Its asset.</param>
/// <param name="Balance">What is held; negative for issuers and within credit limits.</param>
/// <param name="Reserved">What is set aside for open settlements.</param>
/// <param name="Version">Raised by 1 by each settlement that touches it.</param>
/// <param name="LastModified">Time of the last settlement that touched it.</param>
/// <param name="CreditLimit">How far it may go below zero.</param>
/// <param name="Ceiling">How high it may rise; null means no ceiling.</param>
/// <param name="Checksum">Hash of all of the above.</param>
public sealed record PositionInfo(
    AccountId Account,
    AssetId Asset,
    Int128 Balance,
    Int128 Reserved,
    long Version,
    Timestamp LastModified,
    Int128 CreditLimit,
    Int128? Ceiling,
    Hash256 Checksum)
{
    /// <summary>Balance less what is reserved.</summary>
    public Int128 Available => Balance - Reserved;
}

/// <summary>A settlement in one line.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Stage">Its stage.</param>
/// <param name="Decision">Whether it is decided, and which way.</param>
/// <param name="Code">Its outcome; WAITING while undecided.</param>
public sealed record SettlementSummary(SettlementId Id, Stage Stage, Decision Decision, OutcomeCode Code);

/// <summary>A stage entered.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="At">When.</param>
public sealed record TrailEntry(Stage Stage, Timestamp At);

/// <summary>One thing a settlement waits for.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Subject">Participant, account, position (<c>account/asset</c>) or time it is about.</param>
/// <param name="Missing">Minor units missing, where something is to be paid in or out; otherwise null.</param>
/// <param name="Text">One sentence for people.</param>
public sealed record WaitingFor(WaitKind Kind, string Subject, Int128? Missing, string Text);

/// <summary>What a settlement did to one position. Quantities in minor units.</summary>
/// <param name="Account">The account.</param>
/// <param name="Asset">The asset.</param>
/// <param name="BalanceBefore">Balance before.</param>
/// <param name="Delta">In minus out.</param>
/// <param name="BalanceAfter">Balance after.</param>
/// <param name="VersionAfter">The position's version after.</param>
public sealed record PositionMove(
    AccountId Account, AssetId Asset, Int128 BalanceBefore, Int128 Delta, Int128 BalanceAfter, long VersionAfter);

/// <summary>A settlement in full.</summary>
public sealed record SettlementInfo
{
    /// <summary>Its id.</summary>
    public required SettlementId Id { get; init; }

    /// <summary>Its stage.</summary>
    public required Stage Stage { get; init; }

    /// <summary>Whether it is decided, and which way.</summary>
    public required Decision Decision { get; init; }

    /// <summary>Its outcome; WAITING while undecided.</summary>
    public required OutcomeCode Code { get; init; }

    /// <summary>Why it fails, from the decision on, also while what was done for it is still being undone; NONE when
    /// that is not decided.</summary>
    public OutcomeCode FailureCode { get; init; }

    /// <summary>Where and why, for codes that have more to say.</summary>
    public OutcomeDetail? Detail { get; init; }

    /// <summary>Who submitted it.</summary>
    public required ActorId Proposer { get; init; }

    /// <summary>What was submitted, with reference and metadata unless they are erased.</summary>
    public required SettlementRequest Request { get; init; }

    /// <summary>The stages entered, in their order.</summary>
    public required IReadOnlyList<TrailEntry> Trail { get; init; }

    /// <summary>What it waits for; empty when decided.</summary>
    public required IReadOnlyList<WaitingFor> WaitingFor { get; init; }

    /// <summary>Participants whose side is on hold; empty when decided.</summary>
    public required IReadOnlyList<ParticipantId> OnHold { get; init; }

    /// <summary>Which attempt it is, from 1: one that was preempted starts over.</summary>
    public required int Attempt { get; init; }

    /// <summary>When it was decided, one way or the other; null while it is not.</summary>
    public Timestamp? DecidedAt { get; init; }

    /// <summary>Since when nobody here can say how it ends: the word of an external ledger that cannot undo decides, or
    /// a binding one has passed its deadline. Null when that is not so.</summary>
    public Timestamp? InDoubtSince { get; init; }

    /// <summary>What is done for it, in the order it is prepared; undoing goes the other way.</summary>
    public required IReadOnlyList<PlanStep> Plan { get; init; }

    /// <summary>Participants that gave their own word.</summary>
    public required IReadOnlyList<ParticipantId> Consents { get; init; }

    /// <summary>The signatures it holds, one a participant.</summary>
    public required IReadOnlyList<SignatureInfo> Signatures { get; init; }

    /// <summary>What it did to each position; empty unless completed.</summary>
    public required IReadOnlyList<PositionMove> Moves { get; init; }

    /// <summary>The last record about its course.</summary>
    public required long RecordNo { get; init; }

    /// <summary>Time of that record.</summary>
    public required Timestamp At { get; init; }
}

/// <summary>One transition. Numbers are gap-free over the whole ledger.</summary>
/// <param name="No">Its number, from 1.</param>
/// <param name="At">Engine time.</param>
/// <param name="Actor">Who caused it.</param>
/// <param name="Kind">What happened, in capitals: <c>STAGE_ENTERED</c>, <c>CONSENT_GIVEN</c>, <c>ACCOUNT_OPENED</c> and
/// so on.</param>
/// <param name="Subject">The settlement, participant, asset, account or position it is about.</param>
/// <param name="From">The stage left, for transitions of a settlement.</param>
/// <param name="To">The stage entered, for transitions of a settlement.</param>
/// <param name="Code">The outcome, at the last transition.</param>
/// <param name="Reason">What the actor gave as reason, or where and why it failed.</param>
/// <param name="RecordNo">The record it belongs to.</param>
public sealed record LedgerEvent(
    long No,
    Timestamp At,
    ActorId Actor,
    string Kind,
    string Subject,
    Stage? From,
    Stage? To,
    OutcomeCode? Code,
    string? Reason,
    long RecordNo);

/// <summary>One movement on an account.</summary>
/// <param name="At">Engine time.</param>
/// <param name="Settlement">The settlement.</param>
/// <param name="RecordNo">Its record.</param>
/// <param name="Delta">In minus out, in minor units.</param>
/// <param name="BalanceAfter">Balance after it.</param>
/// <param name="Version">The position's version after it.</param>
public sealed record StatementMove(
    Timestamp At, SettlementId Settlement, long RecordNo, Int128 Delta, Int128 BalanceAfter, long Version);

/// <summary>The movements of one asset on an account. Quantities in minor units.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Opening">Balance before the first movement of the period.</param>
/// <param name="Credits">Sum of what came in.</param>
/// <param name="Debits">Sum of what went out, as a positive number.</param>
/// <param name="Closing">Balance after the last movement of the period.</param>
/// <param name="Reconciles">Whether opening, movements and closing agree, and the movements with each other.</param>
/// <param name="Moves">The movements, oldest first.</param>
public sealed record StatementLine(
    AssetId Asset,
    Int128 Opening,
    Int128 Credits,
    Int128 Debits,
    Int128 Closing,
    bool Reconciles,
    IReadOnlyList<StatementMove> Moves);

/// <summary>An account's statement.</summary>
/// <param name="Account">The account.</param>
/// <param name="From">Start of the period, inclusive; null means from the beginning.</param>
/// <param name="To">End of the period, exclusive; null means to the last block.</param>
/// <param name="Assets">A line for each asset the account ever held.</param>
public sealed record AccountStatement(
    AccountId Account, Timestamp? From, Timestamp? To, IReadOnlyList<StatementLine> Assets);
