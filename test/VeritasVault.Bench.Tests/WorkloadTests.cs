namespace VeritasVault.Bench.Tests;

/// <summary>Each workload in miniature: it runs, what it settled is proven and audited, and it reports.</summary>
public sealed class WorkloadTests
{
    [Theory]
    [InlineData("dvp-uniform")]
    [InlineData("dvp-hot")]
    [InlineData("multileg-16")]
    [InlineData("signed-each")]
    [InlineData("signed-batch")]
    [InlineData("two-phase")]
    [InlineData("half-load")]
    [InlineData("sustained")]
    public async Task A_workload_that_settles_reports_its_figures_beside_the_limits_of_the_machine(string name)
    {
        var run = await BenchRun.Of(name, "--quick", "--json");
        Assert.True(run.Code == 0, run.Error);
        Assert.Equal(name, run.LastLine.GetProperty("bench").GetString());
        Assert.All(
            [
                "settlementsPerSecond", "completedPerSecond", "legsPerSecond", "p50Ms", "p99Ms", "p999Ms", "maxMs",
                "bytesPerSettlement", "allocatedBytesPerSettlement", "cpuMicrosPerSettlement", "cpuPercentOfEachCore",
                "compressionsPerSettlement", "writerCpuMicrosPerSettlement", "commitCpuMicrosPerSettlement",
                "peakResidentMiB", "blocks", "recordsPerBlockMean", "recordsPerBlockMax", "bytesPerBlockMean",
                "bytesPerBlockMax", "limit.blockPutsPerSecond", "reached.blockPutsPerSecond",
                "limit.appendMiBPerSecond", "limit.compressionsPerSecondOfACore",
                "limit.verificationsPerSecondOfAllCores",
            ],
            figure => Assert.True(run.Number(figure) > 0, figure));
    }

    [Theory]
    [InlineData("single", "barePutP50Ms")]
    [InlineData("prove", "proveP50Micros")]
    [InlineData("verify", "verifyWithoutSignaturesP50Micros")]
    [InlineData("audit", "settlementsPerSecond")]
    [InlineData("restart", "openMs")]
    [InlineData("sustained", "lastTenthToFirst")]
    public async Task A_workload_reports_what_it_is_about(string name, string figure)
    {
        var run = await BenchRun.Of(name, "--quick", "--json");
        Assert.True(run.Code == 0, run.Error);
        Assert.True(run.Number(figure) > 0, figure);
    }

    [Fact]
    public async Task About_a_fifth_is_refused_where_funds_are_tight()
    {
        var run = await BenchRun.Of("dvp-tight", "--quick", "--json");
        Assert.True(run.Code == 0, run.Error);
        Assert.InRange(run.Number("completedPerSecond") / run.Number("settlementsPerSecond"), 0.7, 0.9);
    }

    [Fact]
    public async Task Several_runs_end_with_their_median_and_are_kept_with_the_facts_of_the_machine()
    {
        var history = Path.GetTempFileName();
        try
        {
            var run = await BenchRun.Of(
                "dvp-uniform", "--quick", "--settlements", "500", "--json", "--repeat", "2", "--history", history);
            Assert.True(run.Code == 0, run.Error);
            Assert.Equal(3, run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
            Assert.Equal(2, run.Number("runs"));
            var kept = Assert.Single(await File.ReadAllLinesAsync(history, TestContext.Current.CancellationToken));
            Assert.Contains("\"cores\":", kept, StringComparison.Ordinal);
            Assert.Contains("\"runtime\":\".NET 10", kept, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(history);
        }
    }
}
