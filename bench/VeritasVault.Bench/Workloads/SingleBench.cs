using System.Diagnostics;
using VeritasVault.Core;
using VeritasVault.Storage;
using VeritasVault.Storage.RocksDb;

namespace VeritasVault.Bench;

/// <summary>
/// One settlement at a time on an idle engine, alternating with a bare synced put of as many bytes as its block has,
/// into a store of its own, so that both see the same machine.
/// </summary>
internal static class SingleBench
{
    public static async Task<BenchReport> RunAsync(RunPlan plan)
    {
        await using var world = await World.CreateAsync(plan.LedgerDirectory, plan.World);
        var aftermath = new Aftermath(world);
        var warmUp = plan.Settlements / 2;
        var batches = new Trades(world, new TradeShape(), seed: 3).Next(plan.Settlements + warmUp, batch: 1);
        var settle = new List<double>();
        var put = new List<double>();
        var before = world.Ledger.View.AsOf.BlockNo;
        using (var bare = RocksDbLedgerStore.Open(Path.Combine(plan.Directory, "bare")))
        {
            GC.Collect();
            foreach (var batch in batches)
            {
                settle.Add(await SettleAsync(world, batch.Requests[0]));
                put.Add(Put(bare, world.Store));
            }
        }

        aftermath.Sample(batches);
        await aftermath.CheckAsync();
        var sizes = BlockSizes.Read(world.Store, before, world.Ledger.View.AsOf.BlockNo);
        return Report(settle.Skip(warmUp), put.Skip(warmUp), sizes);
    }

    private static async Task<double> SettleAsync(World world, SettlementRequest request)
    {
        var started = Stopwatch.GetTimestamp();
        var answer = await world.Ledger.SettleAsync(request, World.Operator);
        var elapsed = Stopwatch.GetElapsedTime(started);
        BenchFailure.Unless(answer.Code == OutcomeCode.Settled, $"a settlement was answered {answer.Code.Name()}");
        return elapsed.TotalMilliseconds;
    }

    private static double Put(RocksDbLedgerStore bare, ILedgerStore store)
    {
        var bytes = store.ReadBlock(store.LastBlockNo)!;
        var started = Stopwatch.GetTimestamp();
        bare.Commit(new BlockWrite(bare.LastBlockNo + 1, bytes, []));
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static BenchReport Report(IEnumerable<double> settle, IEnumerable<double> put, BlockSizes sizes)
    {
        var report = new BenchReport("single");
        var ours = settle.Order().ToArray();
        var bare = put.Order().ToArray();
        report.Add(Figures.SettlementsPerSecond, 1_000 / ours.Average());
        report.Add(Figures.LegsPerSecond, 2_000 / ours.Average());
        report.Add(Figures.P50Ms, At(ours, 0.5));
        report.Add(Figures.P99Ms, At(ours, 0.99));
        report.Add("maxMs", ours[^1]);
        report.Add("barePutP50Ms", At(bare, 0.5));
        report.Add("barePutP99Ms", At(bare, 0.99));
        report.Add("overBarePutP50Micros", 1_000 * (At(ours, 0.5) - At(bare, 0.5)));
        report.Add("timesBarePutP99", At(ours, 0.99) / At(bare, 0.99));
        sizes.AddTo(report);
        return report;
    }

    private static double At(double[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];
}
