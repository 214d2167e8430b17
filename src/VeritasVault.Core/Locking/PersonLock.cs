namespace VeritasVault.Core;

/// <summary>A lock that a person holds, with the lease that ends it.</summary>
internal sealed record PersonLock
{
    /// <summary>The ledger's number of the lock; the number of its owner in tables and graphs.</summary>
    public required long Number { get; init; }

    public required Resource Resource { get; init; }

    public required LockMode Mode { get; init; }

    /// <summary>The participant it is held for; -1 is the operator.</summary>
    public required int ParticipantIndex { get; init; }

    public required ActorId Actor { get; init; }

    public required string Reason { get; init; }

    /// <summary>The first moment at which it is no longer held.</summary>
    public required Timestamp Expiry { get; init; }

    /// <summary>What fences off whoever held the resource before; given by the table.</summary>
    public long Token { get; init; }

    public LockOwner Owner => LockOwner.Person(Number);

    public LockClaim Claim => new(Resource, Mode);

    /// <summary>Escrow is for settlements, and a reason is short enough to list.</summary>
    public bool IsOffered => Number > 0 && ParticipantIndex >= -1 && Mode != LockMode.Escrow && Claim.IsOffered
        && !Actor.IsEmpty && Reason.Length <= Limits.ReasonLengthMax && Expiry.Micros >= 0;
}
