namespace VeritasVault.Core;

/// <summary>
/// A command that is no settlement: it carries a client id under the same rule as settlements. Same id and content
/// answer again what was answered first; same id and other content are refused.
/// </summary>
public abstract record LedgerCommand
{
    private protected LedgerCommand()
    {
    }

    /// <summary>The client's id of this command, and its idempotency key.</summary>
    public required CommandId Id { get; init; }

    /// <summary>Who gives it.</summary>
    public required ActorId Actor { get; init; }
}

/// <summary>A command about one settlement, given by a party to it or by the operator.</summary>
public abstract record SettlementCommand : LedgerCommand
{
    private protected SettlementCommand()
    {
    }

    /// <summary>The settlement it is about.</summary>
    public required SettlementId Settlement { get; init; }
}

/// <summary>A participant agrees to a settlement that asks for its consent.</summary>
public sealed record ConsentCommand : SettlementCommand
{
    /// <summary>
    /// The consenting participant; null means the actor's own. The operator may record the consent of another, given on
    /// paper or by telephone.
    /// </summary>
    public ParticipantId? OnBehalfOf { get; init; }

    /// <summary>The participant's signature, where the settlement names it as an authoriser; otherwise null.</summary>
    public Approval? Approval { get; init; }
}

/// <summary>A party refuses a settlement, which ends it.</summary>
public sealed record RejectCommand : SettlementCommand
{
    /// <summary>The rejecting participant; null means the actor's own. The operator must name one.</summary>
    public ParticipantId? OnBehalfOf { get; init; }

    /// <summary>Why; at most 256 characters.</summary>
    public string Reason { get; init; } = string.Empty;
}

/// <summary>
/// Withdraws a settlement before its decision: by the proposer alone until another party has consented, then by all
/// consenting parties together, each giving this command. A prepared one its proposer ends alone: parties left the
/// choice between executing and cancelling to it. Of an id never seen it pins the id, so that a late submission
/// finds it cancelled.
/// </summary>
public sealed record CancelCommand : SettlementCommand
{
    /// <summary>Why; at most 256 characters.</summary>
    public string Reason { get; init; } = string.Empty;
}

/// <summary>
/// Settles a prepared settlement, all of it at once. Given by its proposer or the operator, before its deadline where
/// it is of the expiring mode.
/// </summary>
public sealed record ExecuteCommand : SettlementCommand;

/// <summary>Lets the foreign operation of a settlement that waits for the operator be tried again. Operator.</summary>
public sealed record RetryCommand : SettlementCommand;

/// <summary>Gives a settlement up that cannot go on, before its decision; what was done for it is undone.
/// Operator.</summary>
public sealed record AbortCommand : SettlementCommand
{
    /// <summary>Why; at most 256 characters.</summary>
    public string Reason { get; init; } = string.Empty;
}

/// <summary>A party puts its side on hold: the settlement does not reserve or settle until it is released.</summary>
public sealed record HoldCommand : SettlementCommand
{
    /// <summary>The participant; null means the actor's own. The operator must name one.</summary>
    public ParticipantId? OnBehalfOf { get; init; }
}

/// <summary>A party releases its side.</summary>
public sealed record ReleaseCommand : SettlementCommand
{
    /// <summary>The participant; null means the actor's own. The operator must name one.</summary>
    public ParticipantId? OnBehalfOf { get; init; }
}

/// <summary>Erases reference and metadata of a settlement; the ledger keeps their salted hash. Operator or
/// proposer.</summary>
public sealed record EraseMetadataCommand : SettlementCommand;
