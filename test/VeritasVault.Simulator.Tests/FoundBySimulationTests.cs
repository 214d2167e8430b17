using Xunit;

namespace VeritasVault.Simulator.Tests;

/// <summary>Runs in which the simulator found a defect once, when it knew no external ledgers yet. What they found is
/// mended and must stay so.</summary>
public class FoundBySimulationTests
{
    [Theory]
    [InlineData(10, 200, FaultKind.None, 0, "an erasure behind the submission it is about was refused")]
    [InlineData(2, 200, FaultKind.None, 0, "a participant repeating another's erasure was told its outcome")]
    [InlineData(25, 200, FaultKind.None, 0, "who may not erase was told that the settlement is decided")]
    [InlineData(29, 200, FaultKind.None, 0, "an unknown actor was judged otherwise once the id was in the index")]
    [InlineData(96, 200, FaultKind.Crash, 88, "an actor being registered passed by the id index with a command")]
    [InlineData(19, 45, FaultKind.StateUnknown, 75, "a caller with signatures was thrown at by a failed store")]
    public void A_run_that_found_a_defect_finds_none_any_more(
        int seed, int operations, object kind, int step, string defect)
    {
        var workload = Workload.WithoutForeign((ulong)seed, operations);
        var runner = new SeedRunner((ulong)seed, operations, workload: workload);

        var result = runner.Run(runner.PlanOf((FaultKind)kind, step));

        Assert.True(result.Finding is null, $"{defect}: {result.Finding}");
    }

    [Theory]
    [InlineData(60, 200, FaultKind.None, 0, "an answer that contradicts the decision was asked for again without end")]
    [InlineData(156, 45, FaultKind.StateUnknown, 924, "the entry of a trade over ledgers named no signatures")]
    [InlineData(6, 200, FaultKind.Crash, 2630, "a reply after the deadline settled what had not expired yet")]
    public void A_run_with_external_ledgers_that_found_a_defect_finds_none_any_more(
        int seed, int operations, object kind, int step, string defect)
    {
        var runner = new SeedRunner((ulong)seed, operations);

        var result = runner.Run(runner.PlanOf((FaultKind)kind, step));

        Assert.True(result.Calls.Total > 0, "the run has external ledgers");
        Assert.True(result.Finding is null, $"{defect}: {result.Finding}");
    }
}
