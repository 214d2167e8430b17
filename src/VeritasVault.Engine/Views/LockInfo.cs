using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>Who holds a lock: a settlement, or a person under the number of the lock.</summary>
/// <param name="Settlement">The settlement; null for a person.</param>
/// <param name="Lock">The number of the person's lock; 0 for a settlement.</param>
/// <param name="Actor">Who proposed the settlement, or acquired the lock.</param>
public sealed record LockParty(SettlementId? Settlement, long Lock, ActorId Actor)
{
    /// <summary>The party in words.</summary>
    public override string ToString() => Settlement is { } id
        ? $"settlement {id}"
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"lock {Lock} of {Actor}");
}

/// <summary>A lock that is held.</summary>
/// <param name="Account">The account, or the position's; null for a lock on a whole asset.</param>
/// <param name="Asset">The asset, or the position's; null for a lock on a whole account.</param>
/// <param name="Mode">How strong it is.</param>
/// <param name="Holder">Who holds it.</param>
public sealed record LockInfo(AccountId? Account, AssetId? Asset, LockMode Mode, LockParty Holder)
{
    /// <summary>Why, of a person's lock; otherwise empty.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>The first moment at which a person's lock is no longer held; null for a settlement, whose locks end
    /// with it.</summary>
    public Timestamp? Until { get; init; }

    /// <summary>The fencing token of a person's lock: grows with each one who gets it; 0 for a settlement.</summary>
    public long Token { get; init; }

    /// <summary>What is locked, <c>account/asset</c> for a position.</summary>
    public string Subject => Account is { } account
        ? Asset is { } asset ? $"{account}/{asset}" : account.Value
        : Asset?.Value ?? string.Empty;
}

/// <summary>A settlement that waits for locks. People never wait.</summary>
/// <param name="Settlement">The settlement.</param>
/// <param name="For">Who holds what it needs, oldest first.</param>
public sealed record LockWait(SettlementId Settlement, IReadOnlyList<LockParty> For);

/// <summary>All locks of a moment. The waits are the arrows of the wait-for graph.</summary>
/// <param name="Held">Every lock, settlements oldest first, then people by number.</param>
/// <param name="Waits">Every settlement that waits for one, oldest first.</param>
public sealed record LockList(IReadOnlyList<LockInfo> Held, IReadOnlyList<LockWait> Waits);
