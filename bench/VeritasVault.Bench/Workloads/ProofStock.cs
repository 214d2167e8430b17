using VeritasVault.Core;

namespace VeritasVault.Bench;

/// <summary>A ledger of many settlements, and the ids of some of them from all over it.</summary>
internal static class ProofStock
{
    private const int Part = 200_000;

    public static async Task<SettlementId[]> FillAsync(World world, RunPlan plan)
    {
        var trades = new Trades(world, new TradeShape(), seed: 5);
        var aftermath = new Aftermath(world);
        for (var done = 0; done < plan.Settlements; done += Part)
        {
            var batches = trades.Next(Math.Min(Part, plan.Settlements - done), plan.Batch);
            await Driver.SettleAsync(world, batches, plan.Callers);
            aftermath.Sample(batches);
        }

        await aftermath.CheckAsync();
        return new Random(13).GetItems(aftermath.Ids.ToArray(), Aftermath.Proofs);
    }
}
