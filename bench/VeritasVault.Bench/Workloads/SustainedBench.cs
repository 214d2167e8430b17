namespace VeritasVault.Bench;

/// <summary>
/// Many settlements in one ledger, and whether it gets slower. They are made in windows outside of the timed parts, so
/// that neither their making nor their memory is counted; a rate is that of the timed parts alone.
/// </summary>
internal static class SustainedBench
{
    private const int Window = 200_000;

    public static async Task<BenchReport> RunAsync(RunPlan plan)
    {
        await using var world = await World.CreateAsync(plan.LedgerDirectory, plan.World);
        var run = new TimedRun(plan, world, new TradeShape());
        await run.WarmUpAsync((batches, tally) => Driver.SettleAsync(world, batches, plan.Callers, null, tally));
        var window = Math.Clamp(plan.Settlements / 10, 1, Window);
        var parts = new List<(int Settlements, TimeSpan Time)>();
        for (var done = 0; done < plan.Settlements; done += window)
        {
            var count = Math.Min(window, plan.Settlements - done);
            var time = await run.TimeAsync(run.Next(count), (batches, tally) =>
                Driver.SettleAsync(world, batches, plan.Callers, run.Latencies, tally));
            parts.Add((count, time));
        }

        var report = await run.FinishAsync();
        var first = Rate(parts, plan.Settlements / 10);
        var last = Rate(Enumerable.Reverse(parts), plan.Settlements / 10);
        report.Add("firstTenthPerSecond", first);
        report.Add("lastTenthPerSecond", last);
        report.Add("lastTenthToFirst", last / first);
        return report;
    }

    private static double Rate(IEnumerable<(int Settlements, TimeSpan Time)> parts, int settlements)
    {
        var (counted, time) = (0, TimeSpan.Zero);
        foreach (var part in parts.TakeWhile(_ => counted < settlements))
        {
            counted += part.Settlements;
            time += part.Time;
        }

        return counted / time.TotalSeconds;
    }
}
