using System.Diagnostics;
using VeritasVault.Core;
using VeritasVault.Storage;
using VeritasVault.Storage.RocksDb;

namespace VeritasVault.Bench;

/// <summary>
/// One settlement at a time on an idle engine, alternating with a bare synced put of the same number of bytes into a
/// store of its own, so that both see the same machine.
/// </summary>
internal static class SingleBench
{
    private const int Rounds = 1_000;

    public static async Task<BenchReport> RunAsync(string directory)
    {
        await using var ledger = await DvpWorkload.OpenAsync(Path.Combine(directory, "ledger"));
        await DvpWorkload.FundAsync(ledger);
        using var bare = RocksDbLedgerStore.Open(Path.Combine(directory, "bare"));
        var block = new byte[256];
        var requests = DvpWorkload.Generate(Rounds + 100, hot: false, seed: 3);
        var settle = new List<double>();
        var put = new List<double>();
        for (var i = 0; i < requests.Length; i++)
        {
            var started = Stopwatch.GetTimestamp();
            DvpWorkload.Expect(await ledger.SettleAsync(requests[i], DvpWorkload.Operator), OutcomeCode.Settled);
            settle.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
            started = Stopwatch.GetTimestamp();
            bare.Commit(new BlockWrite(bare.LastBlockNo + 1, block, []));
            put.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
        }

        var settled = settle.Skip(100).Order().ToArray();
        var bareP = put.Skip(100).Order().ToArray();
        var report = new BenchReport("single");
        report.Add("settleP50Micros", settled[Rounds / 2]);
        report.Add("settleP99Micros", settled[(int)(Rounds * 0.99)]);
        report.Add("barePutP50Micros", bareP[Rounds / 2]);
        report.Add("barePutP99Micros", bareP[(int)(Rounds * 0.99)]);
        report.Add("overheadP50Micros", settled[Rounds / 2] - bareP[Rounds / 2]);
        return report;
    }
}
