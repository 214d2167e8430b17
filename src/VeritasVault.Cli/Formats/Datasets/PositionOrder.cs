using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>
/// By asset, then by account, ordinally: the order in which openings are issued, and so part of their ids.
/// </summary>
internal sealed class PositionOrder : IComparer<(AccountId Account, AssetId Asset)>
{
    public static PositionOrder Instance { get; } = new();

    public int Compare((AccountId Account, AssetId Asset) x, (AccountId Account, AssetId Asset) y)
    {
        var byAsset = string.CompareOrdinal(x.Asset.Value, y.Asset.Value);
        return byAsset != 0 ? byAsset : string.CompareOrdinal(x.Account.Value, y.Account.Value);
    }
}
