using System.Diagnostics;

namespace VeritasVault.Bench;

/// <summary>
/// Half of what the engine could do just before, in small batches that each have a time at which they are due. An
/// answer is late from then on, also when the sender was kept from sending, so nothing that was slow leaves itself out.
/// </summary>
internal static class HalfLoadBench
{
    private const int Batch = 32;

    public static async Task<BenchReport> RunAsync(RunPlan plan)
    {
        await using var world = await World.CreateAsync(plan.LedgerDirectory, plan.World);
        var full = new TimedRun(plan with { Settlements = plan.Settlements / 2 }, world, new TradeShape());
        await full.WarmUpAsync((batches, tally) => Driver.SettleAsync(world, batches, plan.Callers, null, tally));
        await full.TimeAsync(full.Next(plan.Settlements / 2), (batches, tally) =>
            Driver.SettleAsync(world, batches, plan.Callers, null, tally));

        var half = new TimedRun(plan with { Batch = Batch }, world, new TradeShape());
        half.AddUntimed(full.DecidedAtAll);
        await half.WarmUpAsync((batches, tally) =>
            SendAsync(world, batches, full.Rate / 4, null, tally));
        await half.TimeAsync(half.Next(plan.Settlements), (batches, tally) =>
            SendAsync(world, batches, full.Rate / 2, half.Latencies, tally));
        var report = await half.FinishAsync();
        report.Add("fullLoadPerSecond", full.Rate);
        report.Add("wantedPerSecond", full.Rate / 2);
        return report;
    }

    // A thread of its own, because it sleeps: a thread of the pool would be missing to the answers.
    private static async Task SendAsync(
        World world, TradeBatch[] batches, double perSecond, Latencies? latencies, Tally tally)
    {
        var answered = new Task[batches.Length];
        var apart = TimeSpan.FromSeconds(Batch / perSecond);
        var sender = Task.Factory.StartNew(
            () =>
            {
                var started = Stopwatch.GetTimestamp();
                for (var i = 0; i < batches.Length; i++)
                {
                    var due = apart * i;
                    while (due > Stopwatch.GetElapsedTime(started))
                    {
                        // A millisecond late is counted against us; a busy loop would take a core from the engine.
                        Thread.Sleep(1);
                    }

                    answered[i] = OneAsync(batches[i], started, due);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        await sender;
        await Task.WhenAll(answered);

        async Task OneAsync(TradeBatch batch, long started, TimeSpan due)
        {
            var answers = await world.Ledger.SettleManyAsync(batch.Requests, World.Operator);
            latencies?.Add(Stopwatch.GetElapsedTime(started) - due, answers.Length);
            tally.Add(answers, mayFail: false);
        }
    }
}
