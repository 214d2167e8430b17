namespace VeritasVault.Core;

/// <summary>The sums that hold at every moment: per asset all balances sum to zero.</summary>
internal static class Conservation
{
    /// <summary>The first asset whose balances do not sum to zero, or null.</summary>
    public static AssetId? FirstViolation(LedgerState state)
    {
        var sums = new WideSum[state.Assets.Count];
        for (var i = 0; i < state.Positions.Count; i++)
        {
            ref readonly var position = ref state.Positions.At(i);
            sums[position.AssetIndex].Add(position.Balance);
        }

        var broken = Array.FindIndex(sums, sum => !sum.IsZero);
        return broken < 0 ? null : state.Assets[broken].Id;
    }
}
