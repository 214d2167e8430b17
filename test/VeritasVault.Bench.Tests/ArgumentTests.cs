namespace VeritasVault.Bench.Tests;

public sealed class ArgumentTests
{
    [Fact]
    public async Task Help_names_every_workload_and_shows_examples()
    {
        var run = await BenchRun.Of("--help");
        Assert.Equal(0, run.Code);
        Assert.Contains("Examples:", run.Output, StringComparison.Ordinal);
        Assert.All(Workload.All, workload =>
            Assert.Contains($"  {workload.Name} ", run.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("--json")]
    [InlineData("dvp-uniform", "--settlements", "none")]
    [InlineData("dvp-uniform", "--settlements", "0")]
    [InlineData("dvp-uniform", "--settlements")]
    [InlineData("dvp-uniform", "--nonsense", "1")]
    [InlineData("dvp-uniform", "--compare", "nonsense")]
    [InlineData("dvp-uniform", "--compare", "sqlite", "--positions", "100")]
    [InlineData("dvp-tight", "--compare", "sqlite")]
    [InlineData("dvp-uniform", "--history")]
    [InlineData("dvp-uniform", "--budgets")]
    public async Task What_cannot_be_understood_is_wrong_usage_and_measures_nothing(params string[] arguments)
    {
        var run = await BenchRun.Of(arguments);
        Assert.Equal((2, string.Empty), (run.Code, run.Output));
        Assert.Contains("--help", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_asked_for_is_wrong_usage_with_help()
    {
        var run = await BenchRun.Of();
        Assert.Equal(2, run.Code);
        Assert.StartsWith("Usage:", run.Output, StringComparison.Ordinal);
    }
}
