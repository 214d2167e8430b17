using VeritasVault.Core;

namespace VeritasVault.Bench;

/// <summary>Prepares a batch, and executes each of it as soon as the batch is answered. A wait is that
/// from preparing to the last answer of its batch.</summary>
internal static class TwoPhaseBench
{
    public static async Task<BenchReport> RunAsync(RunPlan plan)
    {
        await using var world = await World.CreateAsync(plan.LedgerDirectory, plan.World);
        var until = new Timestamp(1_000 * DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeMilliseconds());
        var run = new TimedRun(plan, world, new TradeShape { PreparedUntil = until });
        await run.WarmUpAsync((batches, tally) => TradeAsync(world, batches, null, tally));
        await run.TimeAsync(run.Next(plan.Settlements), (batches, tally) =>
            TradeAsync(world, batches, run.Latencies, tally));
        return await run.FinishAsync();
    }

    private static Task TradeAsync(World world, TradeBatch[] batches, Latencies? latencies, Tally tally) =>
        Driver.RunAsync(batches.Length, callers: 1, latencies, async i =>
        {
            foreach (var answer in await world.Ledger.SettleManyAsync(batches[i].Requests, World.Operator))
            {
                BenchFailure.Unless(
                    answer.Code == OutcomeCode.Prepared, $"a preparation was answered {answer.Code.Name()}");
            }

            var executed = await Task.WhenAll(batches[i].Requests.Select(request => world.Ledger.ExecuteAsync(
                new ExecuteCommand
                {
                    Id = CommandId.From(Guid.CreateVersion7()),
                    Actor = World.Operator,
                    Settlement = request.Id,
                })));
            tally.Add(executed, mayFail: false);
            return executed.Length;
        });
}
