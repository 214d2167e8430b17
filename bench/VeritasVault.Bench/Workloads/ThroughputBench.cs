namespace VeritasVault.Bench;

/// <summary>As many settlements a second as there can be.</summary>
internal static class ThroughputBench
{
    public static async Task<BenchReport> RunAsync(RunPlan plan, WorldShape worldShape, TradeShape shape)
    {
        await using var world = await World.CreateAsync(plan.LedgerDirectory, worldShape);
        var run = new TimedRun(plan, world, shape);
        await run.WarmUpAsync((batches, tally) => Driver.SettleAsync(world, batches, plan.Callers, null, tally));
        await run.TimeAsync(run.Next(plan.Settlements), (batches, tally) =>
            Driver.SettleAsync(world, batches, plan.Callers, run.Latencies, tally));
        return await run.FinishAsync();
    }
}
