using VeritasVault.Core;

namespace VeritasVault.External;

/// <summary>One movement of value on a foreign ledger: what is asked of it, in full, with every call.</summary>
/// <remarks>The content is <see cref="From"/>, <see cref="To"/>, <see cref="Asset"/> and <see cref="Quantity"/>. It is
/// pinned to the id by the first call that a ledger keeps; the same id with other content is
/// <see cref="ForeignFailure.Rejected"/>.</remarks>
public sealed record ForeignOperation
{
    private readonly Int128 _quantity;

    /// <summary>The idempotency key.</summary>
    public required OperationId Id { get; init; }

    /// <summary>The settlement the operation belongs to.</summary>
    public SettlementId SettlementId => Id.SettlementId;

    /// <summary>The account there that pays.</summary>
    public required AccountId From { get; init; }

    /// <summary>The account there that receives.</summary>
    public required AccountId To { get; init; }

    /// <summary>The asset as the foreign ledger names it.</summary>
    public required AssetId Asset { get; init; }

    /// <summary>How much moves, in the asset's smallest unit; greater than zero.</summary>
    public required Int128 Quantity
    {
        get => _quantity;
        init => _quantity = value > 0 ? value
            : throw new ArgumentOutOfRangeException(nameof(value), "a quantity is greater than zero");
    }

    /// <summary>How long a hold is wanted at least; <see langword="null"/> where the ledger's holds have no end. It is
    /// no content: the hold of the first prepare stands.</summary>
    public Timestamp? HoldUntil { get; init; }

    /// <summary>Whether the other asks for the very same movement.</summary>
    public bool HasContentOf(ForeignOperation other) =>
        From == other.From && To == other.To && Asset == other.Asset && Quantity == other.Quantity;
}
