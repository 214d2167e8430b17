using VeritasVault.Core;

namespace VeritasVault.External;

/// <summary>What the transfers of an operation come to for one account and asset.</summary>
/// <param name="Account">The account there.</param>
/// <param name="Asset">The asset.</param>
/// <param name="Delta">What it gains; below zero what it loses.</param>
public readonly record struct ForeignNet(AccountId Account, AssetId Asset, Int128 Delta)
{
    /// <summary>By account, then asset, ordinal.</summary>
    internal static Comparer<(AccountId Account, AssetId Asset)> Order { get; } =
        Comparer<(AccountId Account, AssetId Asset)>.Create((left, right) =>
            string.CompareOrdinal(left.Account.Value, right.Account.Value) is not 0 and var byAccount
                ? byAccount
                : string.CompareOrdinal(left.Asset.Value, right.Asset.Value));
}
