using System.Numerics;
using VeritasVault.Core;

namespace VeritasVault.External;

/// <summary>What is asked of a foreign ledger, in full, with every call: its whole part of a settlement, all of it or
/// nothing.</summary>
/// <remarks>
/// <para>The content is <see cref="Transfers"/>. It is pinned to the id by the first call that a ledger keeps; the
/// same id with other content is <see cref="ForeignFailure.Rejected"/>.</para>
/// <para>A ledger that holds (<see cref="LedgerHold.Binding"/>, <see cref="LedgerHold.TimeLimited"/>) gets all
/// transfers of a settlement in one operation and makes them simultaneously: what counts is the net of each account and
/// asset.
/// The others get one transfer at a time: see <see cref="OnlyTransfer"/>.</para>
/// </remarks>
public sealed record ForeignOperation
{
    private readonly IReadOnlyList<ForeignTransfer> _transfers = [];

    /// <summary>The idempotency key.</summary>
    public required OperationId Id { get; init; }

    /// <summary>The settlement the operation belongs to.</summary>
    public SettlementId SettlementId => Id.SettlementId;

    /// <summary>What moves: 1 to <see cref="Limits.LegsMax"/> transfers, in the order of the settlement's
    /// legs.</summary>
    public required IReadOnlyList<ForeignTransfer> Transfers
    {
        get => _transfers;
        init => _transfers = value is { Count: >= 1 and <= Limits.LegsMax } ? [.. value]
            : throw new ArgumentOutOfRangeException(nameof(value), $"1 to {Limits.LegsMax} transfers");
    }

    /// <summary>The one transfer, for ledgers that move one amount at a time.</summary>
    /// <exception cref="ForeignLedgerException"><see cref="ForeignFailure.Rejected"/>: there are several.</exception>
    public ForeignTransfer OnlyTransfer() => _transfers.Count == 1 ? _transfers[0]
        : throw new ForeignLedgerException(
            ForeignFailure.Rejected, "this ledger makes one transfer at a time", mayHaveTakenEffect: false);

    /// <summary>How long a hold is wanted at least; <see langword="null"/> where the ledger's holds have no end. It is
    /// no content: the hold of the first prepare stands.</summary>
    public Timestamp? HoldUntil { get; init; }

    /// <summary>Whether the other asks for the very same.</summary>
    public bool HasContentOf(ForeignOperation other) => _transfers.SequenceEqual(other._transfers);

    /// <summary>What each account gains (or, below zero, loses) of each asset when all transfers are made at once, in
    /// the order of the identifiers: one order for everybody who locks. What nets to zero is among them.</summary>
    /// <returns>The nets, or <see langword="null"/> when one leaves the range of 128 bits.</returns>
    public IReadOnlyList<ForeignNet>? Nets()
    {
        var nets = new SortedDictionary<(AccountId Account, AssetId Asset), BigInteger>(ForeignNet.Order);
        foreach (var transfer in _transfers)
        {
            nets[(transfer.From, transfer.Asset)] =
                nets.GetValueOrDefault((transfer.From, transfer.Asset)) - transfer.Quantity;
            nets[(transfer.To, transfer.Asset)] =
                nets.GetValueOrDefault((transfer.To, transfer.Asset)) + transfer.Quantity;
        }

        return nets.Values.All(net => BigInteger.Abs(net) <= Int128.MaxValue)
            ? [.. nets.Select(net => new ForeignNet(net.Key.Account, net.Key.Asset, (Int128)net.Value))]
            : null;
    }
}
