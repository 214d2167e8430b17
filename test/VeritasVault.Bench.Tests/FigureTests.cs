using VeritasVault.Core;

namespace VeritasVault.Bench.Tests;

public sealed class FigureTests
{
    [Fact]
    public void Waits_count_by_their_answers()
    {
        var waits = new Latencies();
        waits.Add(TimeSpan.FromMilliseconds(100), 1);
        waits.Add(TimeSpan.FromMilliseconds(2), 98);
        waits.Add(TimeSpan.FromMilliseconds(50), 1);
        var report = new BenchReport("waits");
        waits.AddTo(report);
        Assert.Equal((2, 50), (report["p50Ms"], report["p99Ms"]));
        Assert.Equal((100, 100), (report["p999Ms"], report["maxMs"]));
    }

    [Fact]
    public void A_median_is_taken_figure_by_figure_and_leaves_out_what_was_not_measured()
    {
        var median = BenchReport.Median([Report(1, 9), Report(3, null), Report(2, 7)]);
        Assert.Equal((2, 9), (median["a"], median["b"]));
        Assert.Null(BenchReport.Median([Report(1, null)])["b"]);
    }

    [Fact]
    public void A_line_has_what_every_line_has_and_null_for_what_was_not_measured()
    {
        var line = Report(1, 2).ToJson();
        Assert.All(Figures.Always, figure => Assert.True(line.ContainsKey(figure) && line[figure] is null, figure));
    }

    [Theory]
    [InlineData(OutcomeCode.InsufficientFunds, false)]
    [InlineData(OutcomeCode.QueueFull, true)]
    public void An_answer_that_the_workload_does_not_expect_fails_the_measurement(OutcomeCode code, bool mayFail)
    {
        var answer = new Answer(code, Stage.Failed, null, default, 1, IsReplay: false);
        Assert.Throws<BenchFailure>(() => new Tally().Add([answer], mayFail));
    }

    [Fact]
    public void A_refusal_for_funds_is_decided_and_not_completed()
    {
        var tally = new Tally();
        var settled = new Answer(OutcomeCode.Settled, Stage.Completed, null, default, 1, IsReplay: false);
        var refused = settled with { Code = OutcomeCode.InsufficientFunds, Stage = Stage.Failed };
        tally.Add([settled, refused], mayFail: true);
        Assert.Equal((2, 1), (tally.Decided, tally.Settled));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(0.9, false)]
    public void A_figure_beyond_its_budget_is_told(double most, bool holds)
    {
        using var output = new StringWriter();
        var budget = new Budget(1, new Dictionary<string, double> { ["a"] = most });
        Assert.Equal(holds, budget.Check(Report(1, null), output));
        Assert.EndsWith(holds ? "ok" : "FAILED", output.ToString().Trim(), StringComparison.Ordinal);
        Assert.False(new Budget(1, new Dictionary<string, double> { ["b"] = 1 }).Check(Report(1, null), output));
    }

    [Fact]
    public void Every_budget_is_of_a_workload() =>
        Assert.All(Budget.ReadAll(), budget => Assert.NotNull(Workload.Find(budget.Key)));

    [Fact]
    public void Ids_are_of_version_7_and_ascend()
    {
        var ids = new AscendingIds(1);
        var made = Enumerable.Range(0, 10_000).Select(_ => ids.Next()).ToArray();
        Assert.Equal(made.Order(), made);
        Assert.All(made, id => Assert.Equal('7', new SettlementId(id).ToString()[14]));
    }

    private static BenchReport Report(double a, double? b)
    {
        var report = new BenchReport("two");
        report.Add("a", a);
        report.Add("b", b);
        return report;
    }
}
