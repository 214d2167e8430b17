using System.Diagnostics;
using VeritasVault.Engine;

namespace VeritasVault.Bench;

/// <summary>How long the proof of one settlement of many takes, one after the other, with everything opened. Making a
/// proof checks no signatures.</summary>
internal static class ProveBench
{
    public static async Task<BenchReport> RunAsync(RunPlan plan)
    {
        await using var world = await World.CreateAsync(plan.LedgerDirectory, plan.World);
        var ids = await ProofStock.FillAsync(world, plan);
        var micros = new Samples();

        // The first round is for the just-in-time compiler.
        foreach (var into in new[] { new Samples(), micros })
        {
            foreach (var id in ids)
            {
                into.Add(() => world.Ledger.View.Prove(id, ProofView.Whole));
            }
        }

        var report = new BenchReport("prove");
        report.Add("logEntries", world.Ledger.View.LogSize);
        micros.AddTo(report, "prove");
        return report;
    }
}

/// <summary>Times of single calls, in microseconds.</summary>
internal sealed class Samples
{
    private readonly List<double> _micros = [];

    public T Add<T>(Func<T> call)
    {
        var started = Stopwatch.GetTimestamp();
        var result = call();
        _micros.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
        return result;
    }

    public void AddTo(BenchReport report, string name)
    {
        _micros.Sort();
        report.Add($"{name}P50Micros", _micros[_micros.Count / 2]);
        report.Add($"{name}P99Micros", _micros[(int)(0.99 * (_micros.Count - 1))]);
        report.Add($"{name}MaxMicros", _micros[^1]);
    }
}
