using System.Diagnostics;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Bench;

/// <summary>Keeps a few batches in flight so that blocks fill, and measures from the first submission to the last
/// answer.</summary>
internal static class ThroughputBench
{
    private const int BatchesInFlight = 4;

    public static async Task<BenchReport> RunAsync(string name, string directory, BenchOptions options)
    {
        await using var ledger = await DvpWorkload.OpenAsync(directory);
        await DvpWorkload.FundAsync(ledger);
        var hot = name == "dvp-hot";
        await SettleAsync(ledger, DvpWorkload.Generate(options.Batch * 8, hot, seed: 1), options.Batch);

        var requests = DvpWorkload.Generate(options.Settlements, hot, seed: 2);
        var bytesBefore = GC.GetTotalAllocatedBytes(precise: true);
        var blocksBefore = ledger.View.AsOf.BlockNo;
        var cpuBefore = Process.GetCurrentProcess().TotalProcessorTime;
        var started = Stopwatch.GetTimestamp();
        var latencies = await SettleAsync(ledger, requests, options.Batch);
        var elapsed = Stopwatch.GetElapsedTime(started);
        var cpu = Process.GetCurrentProcess().TotalProcessorTime - cpuBefore;
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - bytesBefore;
        var blocks = ledger.View.AsOf.BlockNo - blocksBefore;

        var audit = await ledger.AuditAsync();
        if (!audit.Passed)
        {
            throw new InvalidOperationException($"the audit failed: {audit.FirstDifference}");
        }

        latencies.Sort();
        var report = new BenchReport(name);
        report.Add("settlementsPerSecond", options.Settlements / elapsed.TotalSeconds);
        report.Add("legsPerSecond", 2 * options.Settlements / elapsed.TotalSeconds);
        report.Add("batchP50Ms", latencies[latencies.Count / 2]);
        report.Add("batchP99Ms", latencies[(int)(latencies.Count * 0.99)]);
        report.Add("batchMaxMs", latencies[^1]);
        report.Add("settlementsPerBlock", (double)options.Settlements / blocks);
        report.Add("allocatedBytesPerSettlement", (double)allocated / options.Settlements);
        report.Add("cpuMicrosPerSettlement", cpu.TotalMicroseconds / options.Settlements);
        report.Add("peakResidentMiB", Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0);
        return report;
    }

    public static async Task<List<double>> SettleAsync(
        SettlementLedger ledger, SettlementRequest[] requests, int batch)
    {
        var inFlight = new Queue<Task<double>>();
        var latencies = new List<double>();
        foreach (var part in requests.Chunk(batch))
        {
            if (inFlight.Count == BatchesInFlight)
            {
                latencies.Add(await inFlight.Dequeue());
            }

            inFlight.Enqueue(SettleBatchAsync(ledger, part));
        }

        while (inFlight.TryDequeue(out var last))
        {
            latencies.Add(await last);
        }

        return latencies;
    }

    private static async Task<double> SettleBatchAsync(SettlementLedger ledger, SettlementRequest[] batch)
    {
        var started = Stopwatch.GetTimestamp();
        foreach (var answer in await ledger.SettleManyAsync(batch, DvpWorkload.Operator))
        {
            DvpWorkload.Expect(answer, OutcomeCode.Settled);
        }

        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
