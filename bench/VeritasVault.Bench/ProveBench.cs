using System.Diagnostics;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Bench;

/// <summary>How long the proof of one settlement of many takes, one after the other, whole and with all
/// checks.</summary>
internal static class ProveBench
{
    private const int Proofs = 1_000;
    private const int Part = 200_000;

    public static async Task<BenchReport> RunAsync(string directory, BenchOptions options)
    {
        await using var ledger = await DvpWorkload.OpenAsync(directory);
        await DvpWorkload.FundAsync(ledger);
        var ids = new List<SettlementId>();
        var each = Math.Max(1, options.Settlements / Proofs);
        for (var done = 0; done < options.Settlements; done += Part)
        {
            var requests = DvpWorkload.Generate(Math.Min(Part, options.Settlements - done), hot: false, seed: done);
            await ThroughputBench.SettleAsync(ledger, requests, options.Batch);
            for (var i = 0; i < requests.Length; i += each)
            {
                ids.Add(requests[i].Id);
            }
        }

        var micros = Measure(ledger, ids);
        var report = new BenchReport("prove");
        report.Add("entries", ledger.View.LogSize);
        report.Add("proofs", micros.Count);
        report.Add("p50Micros", micros[micros.Count / 2]);
        report.Add("p99Micros", micros[(int)(micros.Count * 0.99)]);
        report.Add("maxMicros", micros[^1]);
        return report;
    }

    private static List<double> Measure(SettlementLedger ledger, List<SettlementId> ids)
    {
        var micros = new List<double>();
        for (var round = 0; round < 2; round++)
        {
            // The first round warms the just-in-time compiler up.
            micros.Clear();
            for (var i = 0; i < ids.Count; i++)
            {
                var started = Stopwatch.GetTimestamp();
                _ = ledger.View.Prove(ids[(int)(i * 7_919L % ids.Count)], ProofView.Whole)
                    ?? throw new InvalidOperationException("what is settled has a proof");
                micros.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
            }
        }

        micros.Sort();
        return micros;
    }
}
