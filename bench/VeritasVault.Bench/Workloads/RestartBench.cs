using System.Diagnostics;
using VeritasVault.Core;

namespace VeritasVault.Bench;

/// <summary>
/// Fills a ledger in one process and opens it in another, so that time and memory of either are its own. The files are
/// still in the system's cache when it is opened.
/// </summary>
internal static class RestartBench
{
    private const int Window = 65_536;

    private static string IdsOf(string directory) => directory + ".ids";

    public static async Task<BenchReport> RunAsync(RunPlan plan)
    {
        var fill = await ChildProcess.RunAsync(nameof(FillAsync), plan);
        var open = await ChildProcess.RunAsync(nameof(OpenAsync), plan);
        var report = new BenchReport("restart");
        report.Add("settlements", plan.Settlements);
        report.Add("positions", plan.Positions);
        report.Add("openMs", open["openMs"]);
        report.Add("openAndFirstAnswerMs", open["firstAnswerMs"]);
        report.Add("processStartToFirstAnswerMs", open["processMs"]);
        report.Add("peakResidentMiBAfterLoad", fill["peakResidentMiB"]);
        report.Add("peakResidentMiBReopened", open["peakResidentMiB"]);
        report.Add("loadPerSecond", fill["perSecond"]);
        report.Add("ledgerMiB", DiskUse.BytesOf(plan.LedgerDirectory) / 1048576.0);
        return report;
    }

    /// <summary>The process that fills: submissions are made a window at a time.</summary>
    public static async Task<IReadOnlyDictionary<string, double>> FillAsync(RunPlan plan)
    {
        await using var world = await World.CreateAsync(plan.LedgerDirectory, plan.World);
        var trades = new Trades(world, new TradeShape(), seed: 2);
        var aftermath = new Aftermath(world);
        var time = TimeSpan.Zero;
        for (var done = 0; done < plan.Settlements; done += Window)
        {
            var batches = trades.Next(Math.Min(Window, plan.Settlements - done), plan.Batch);
            var started = Stopwatch.GetTimestamp();
            await Driver.SettleAsync(world, batches, plan.Callers);
            time += Stopwatch.GetElapsedTime(started);
            aftermath.Sample(batches);
        }

        await File.WriteAllLinesAsync(IdsOf(plan.LedgerDirectory), aftermath.Ids.Select(id => id.ToString()));
        return new Dictionary<string, double>
        {
            ["perSecond"] = plan.Settlements / time.TotalSeconds,
            ["peakResidentMiB"] = PeakMemory.MiB,
        };
    }

    /// <summary>The process that opens: settles one, and only then looks whether all is there.</summary>
    public static async Task<IReadOnlyDictionary<string, double>> OpenAsync(RunPlan plan)
    {
        var started = Stopwatch.GetTimestamp();
        await using var world = await World.OpenAsync(plan.LedgerDirectory, plan.World);
        var opened = Stopwatch.GetElapsedTime(started);
        var first = new Trades(world, new TradeShape(), seed: 3).Next(1, 1);
        await Driver.SettleAsync(world, first, callers: 1);
        var answered = Stopwatch.GetElapsedTime(started);
        using var process = Process.GetCurrentProcess();
        var figures = new Dictionary<string, double>
        {
            ["openMs"] = opened.TotalMilliseconds,
            ["firstAnswerMs"] = answered.TotalMilliseconds,
            ["processMs"] = (DateTime.UtcNow - process.StartTime.ToUniversalTime()).TotalMilliseconds,
            ["peakResidentMiB"] = PeakMemory.MiB,
        };
        var aftermath = new Aftermath(world);
        aftermath.Sample((await File.ReadAllLinesAsync(IdsOf(plan.LedgerDirectory))).Select(SettlementId.Parse));
        await aftermath.CheckAsync();
        return figures;
    }
}
