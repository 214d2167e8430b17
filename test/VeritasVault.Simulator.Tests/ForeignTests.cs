using VeritasVault.Core;
using Xunit;

namespace VeritasVault.Simulator.Tests;

/// <summary>What nobody draws is not simulated: worlds with external ledgers and locks must meet whatever can come of
/// it.</summary>
public sealed class ForeignTests
{
    // It ends with the seed that completes the list, some seventy into it.
    private const int SeedsMax = 240;

    [Fact]
    public void Trades_over_external_ledgers_settle_fail_and_get_stuck_for_every_reason()
    {
        var met = new HashSet<OutcomeCode>();
        var trades = new HashSet<OutcomeCode>();
        var calls = new CallCoverage();
        OutcomeCode[] due =
        [
            OutcomeCode.Committing, OutcomeCode.OperatorAborted, OutcomeCode.Cancelled, OutcomeCode.NotStuck,
            OutcomeCode.NotPrepared, OutcomeCode.PreparedFrozen, OutcomeCode.TooLate, OutcomeCode.LockConflict,
            OutcomeCode.LockUnknown, OutcomeCode.AccountForeign,
        ];
        OutcomeCode[] ofTrades =
        [
            OutcomeCode.Preparing, OutcomeCode.Prepared, OutcomeCode.Waiting, OutcomeCode.LegLedgerMismatch,
            OutcomeCode.LegsNotAtomic, OutcomeCode.BindingNotPermitted,
        ];
        for (ulong seed = 1; seed <= SeedsMax && !(met.IsSupersetOf(due) && trades.IsSupersetOf(ofTrades)); seed++)
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
            met.UnionWith(run.Heard.Select(seen => seen.Answer.Code));
            trades.UnionWith(run.Heard
                .Where(seen => seen.Operation is SubmitOperation submit
                    && submit.Requests[seen.Item].Legs.Any(leg => !leg.Ledger.IsEmpty))
                .Select(seen => seen.Answer.Code));
        }

        Assert.Empty(due.Except(met));
        Assert.Empty(ofTrades.Except(trades));
        Assert.True(calls.Of(ForeignCall.Commit, CallFault.None) > 100, string.Join(" ", calls.Cells));
    }

    [Fact]
    public void A_cell_that_was_never_met_is_named_and_one_that_cannot_be_is_not()
    {
        var calls = new CallCoverage();
        var all = calls.Empty.ToArray();
        calls.Count(ForeignCall.Commit, CallFault.UnknownId);

        Assert.Equal(["Commit x UnknownId"], all.Except(calls.Empty));
        Assert.Contains("Abort x HoldLapsed", all);
        Assert.DoesNotContain("Prepare x UnknownId", all);
        Assert.DoesNotContain(all, cell => cell.StartsWith("Query", StringComparison.Ordinal));
    }
}
