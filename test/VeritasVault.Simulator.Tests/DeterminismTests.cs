using Xunit;

namespace VeritasVault.Simulator.Tests;

public class DeterminismTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(8)]
    public void The_same_seed_gives_the_same_answers_and_the_same_blocks(int seed)
    {
        var first = new SeedRunner((ulong)seed, SeedRunner.ShortRun).RunAll();
        var again = new SeedRunner((ulong)seed, SeedRunner.ShortRun).RunAll();

        Assert.Empty(first.Findings);
        Assert.True(first.Runs > 10, "a seed is struck at many steps");
        Assert.Equal(first.Digest, again.Digest);
    }

    [Fact]
    public void A_traced_run_is_the_run_itself()
    {
        var workload = Workload.Of(5, SeedRunner.LongRun);
        var plain = new Simulation(workload, FaultPlan.None);
        var traced = new Simulation(workload, FaultPlan.None, new Trace(10));

        var expected = plain.Run();
        var actual = traced.Run();

        Assert.Null(expected.Finding);
        Assert.Equal(expected.Digest, actual.Digest);
        Assert.Equal(expected.Steps, actual.Steps);
    }

    [Fact]
    public void Different_seeds_are_different_worlds()
    {
        var digests = Enumerable.Range(1, 20).Select(seed =>
        {
            var run = new Simulation(Workload.Of((ulong)seed, SeedRunner.ShortRun), FaultPlan.None);
            return run.Run().Digest;
        });

        Assert.Equal(20, digests.Distinct().Count());
    }
}
