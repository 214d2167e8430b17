using System.Numerics;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>The sum of each asset over all positions, which is zero.</summary>
internal static class Conservation
{
    public static bool Holds(IEnumerable<PositionInfo> positions) => Sums(positions).Values.All(sum => sum.IsZero);

    /// <summary>The sums in a type that cannot overflow.</summary>
    public static SortedDictionary<string, BigInteger> Sums(IEnumerable<PositionInfo> positions)
    {
        var sums = new SortedDictionary<string, BigInteger>(StringComparer.Ordinal);
        foreach (var position in positions)
        {
            sums[position.Asset.Value] = sums.GetValueOrDefault(position.Asset.Value) + (BigInteger)position.Balance;
        }

        return sums;
    }
}
