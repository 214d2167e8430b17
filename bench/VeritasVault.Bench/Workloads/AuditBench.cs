namespace VeritasVault.Bench;

/// <summary>How fast an audit decides and hashes everything again, from the first record.</summary>
internal static class AuditBench
{
    public static async Task<BenchReport> RunAsync(RunPlan plan)
    {
        await using var world = await World.CreateAsync(plan.LedgerDirectory, plan.World);
        await ProofStock.FillAsync(world, plan);
        var meter = new Meter(() => world.Ledger.LogCompressions);
        PeakMemory.Reset();
        meter.Start();
        var audit = await world.Ledger.AuditAsync();
        meter.Stop();
        BenchFailure.Unless(audit.Passed, $"the audit failed: {audit.FirstDifference}");
        var report = new BenchReport("audit");
        report.Add(Figures.SettlementsPerSecond, audit.Settlements / meter.Elapsed.TotalSeconds);
        report.Add("recordsPerSecond", audit.Records / meter.Elapsed.TotalSeconds);
        report.Add("settlements", audit.Settlements);
        report.Add("signatures", audit.Signatures);
        report.Add("allocatedBytesPerSettlement", (double)meter.AllocatedBytes / audit.Settlements);
        report.Add("cpuMicrosPerSettlement", meter.Cpu.TotalMicroseconds / audit.Settlements);
        report.Add(
            "cpuPercentOfEachCore",
            100 * meter.Cpu.TotalSeconds / meter.Elapsed.TotalSeconds / Environment.ProcessorCount);
        report.Add("peakResidentMiB", PeakMemory.MiB);
        return report;
    }
}
