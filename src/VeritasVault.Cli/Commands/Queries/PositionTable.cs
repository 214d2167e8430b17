using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Positions for people, as decimals.</summary>
internal static class PositionTable
{
    public static void Write(CliOutput output, string title, IEnumerable<PositionInfo> positions, AssetScales scales) =>
        output.Table(
            title,
            ["account", "asset", " balance", " reserved", " available", " version", "last modified"],
            positions.Select(p => new[]
            {
                p.Account.Value,
                p.Asset.Value,
                QuantityText.Format(p.Balance, scales.Of(p.Asset)),
                QuantityText.Format(p.Reserved, scales.Of(p.Asset)),
                QuantityText.Format(p.Available, scales.Of(p.Asset)),
                Words.Of(p.Version),
                p.LastModified.ToString(),
            }));
}
