using System.Diagnostics;
using VeritasVault.Core;
using VeritasVault.Core.Tests;

namespace VeritasVault.Bench;

/// <summary>A deadlock storm through the settlement machine: 10,000 settlements over 20 positions, with all kinds of
/// prepared and foreign ones and people's locks. Each record is decided, written to bytes and applied. In memory, one
/// thread, no engine. Median of rounds.</summary>
internal static class LocksStormBench
{
    private const int Rounds = 5;
    private const int Settlements = 10_000;

    public static BenchReport Run()
    {
        var seconds = new double[Rounds];
        var (records, wounds) = (0, 0);
        for (var round = -1; round < Rounds; round++)
        {
            (records, wounds) = (0, 0);
            var writer = new ByteWriter();
            var storm = new LedgerStorm(seed: 1, Settlements)
            {
                Writing = record =>
                {
                    writer.Clear();
                    RecordWriter.Append(writer, record, default);
                    records++;
                    wounds += record is SettlementRecord { Cause: Cause.Wound } ? 1 : 0;
                },
            };
            var started = Stopwatch.GetTimestamp();
            storm.Run();
            seconds[Math.Max(round, 0)] = Stopwatch.GetElapsedTime(started).TotalSeconds;
        }

        var middle = seconds.Order().ElementAt(Rounds / 2);
        var report = new BenchReport("locks-storm");
        report.Add("settlementsPerSecond", Settlements / middle);
        report.Add("recordsPerSecond", records / middle);
        report.Add("recordsPerSettlement", (double)records / Settlements);
        report.Add("wounds", wounds);
        return report;
    }
}
