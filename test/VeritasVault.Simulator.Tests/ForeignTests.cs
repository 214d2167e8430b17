using VeritasVault.Core;
using Xunit;

namespace VeritasVault.Simulator.Tests;

/// <summary>What nobody draws is not simulated: worlds with external ledgers and locks must meet whatever can come of
/// it.</summary>
public sealed class ForeignTests
{
    private const int Seeds = 60;

    [Fact]
    public void Trades_over_external_ledgers_settle_fail_and_get_stuck_for_every_reason()
    {
        var met = new SortedDictionary<OutcomeCode, int>();
        var ended = new SortedDictionary<OutcomeCode, int>();
        var calls = new CallCoverage();
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            var workload = Workload.Of(seed, SeedRunner.LongRun);
            if (!workload.Knobs.Foreign.IsOn)
            {
                continue;
            }

            var run = new Simulation(workload, FaultPlan.None);
            var result = run.Run();
            Assert.True(result.Finding is null, $"seed {seed}: {result.Finding}");
            calls.Add(result.Calls);
            foreach (var seen in run.Heard.Where(seen => seen.Answer.RecordNo > 0 || seen.Answer.IsRefused))
            {
                met[seen.Answer.Code] = met.GetValueOrDefault(seen.Answer.Code) + 1;
                if (seen.Operation is SubmitOperation submit
                    && submit.Requests[seen.Item].Legs.Any(leg => !leg.Ledger.IsEmpty))
                {
                    ended[seen.Answer.Code] = ended.GetValueOrDefault(seen.Answer.Code) + 1;
                }
            }
        }

        Assert.Fail($"{string.Join(" ", met)}\n{string.Join(" ", ended)}\n{string.Join(" ", calls.Cells)}");
    }
}
