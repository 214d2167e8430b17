using System.Globalization;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>
/// With how many decimals quantities of each asset are read. Scales never change, so what was seen once is kept; assets
/// that the same input registers are known from the line that registers them.
/// </summary>
internal sealed class AssetScales(LedgerView? view)
{
    private readonly Dictionary<AssetId, int> _known = [];

    /// <summary>
    /// Remembers an asset that was proposed but may not be in the ledger yet. What the ledger holds goes first.
    /// </summary>
    public void Propose(AssetId asset, int scale)
    {
        if (scale is >= 0 and <= Limits.ScaleMax && Find(asset) is null)
        {
            _known[asset] = scale;
        }
    }

    /// <summary>The scale, or null for an asset nobody knows.</summary>
    public int? Find(AssetId asset)
    {
        if (_known.TryGetValue(asset, out var scale))
        {
            return scale;
        }

        if (view?.Asset(asset) is not { } info)
        {
            return null;
        }

        _known.Add(asset, info.Scale);
        return info.Scale;
    }

    /// <summary>
    /// The scale of an asset in the ledger; 0 for an unknown one, whose minor units are shown as they are.
    /// </summary>
    public int Of(AssetId asset) => Find(asset) ?? 0;

    public string Format(AssetId asset, Int128 quantity) => QuantityText.Format(quantity, Of(asset));

    /// <summary>
    /// Reads a decimal quantity. For an unknown asset the decimals given count as its scale, so that the ledger and not
    /// the reader says that there is no such asset.
    /// </summary>
    public OutcomeCode Parse(AssetId asset, string text, out Int128 quantity) =>
        QuantityText.Parse(text, Find(asset) ?? DecimalsIn(text), out quantity);

    /// <summary>One line about a quantity that cannot be read.</summary>
    public string Explain(AssetId asset, string text, OutcomeCode code) => code == OutcomeCode.QuantityScale
        ? string.Create(CultureInfo.InvariantCulture, $"'{text}' has more decimals than {asset} has, {Of(asset)}")
        : $"'{text}': {code.Describe().Meaning}";

    private static int DecimalsIn(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return point < 0 ? 0 : Math.Min(text.Length - point - 1, Limits.ScaleMax);
    }
}
