using VeritasVault.Core;
using Xunit;

namespace VeritasVault.Simulator.Tests;

/// <summary>What nobody draws is not simulated: worlds that sign must meet whatever can come of it.</summary>
public class SigningTests
{
    private const int Seeds = 45;

    [Fact]
    public void Signatures_settle_and_are_refused_for_every_reason()
    {
        var met = new HashSet<OutcomeCode>();
        var (settled, later, batched) = (0, 0, 0);
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            var run = new Simulation(Workload.Of(seed, SeedRunner.LongRun), FaultPlan.None);
            Assert.Equal((seed, null), (seed, run.Run().Finding));
            foreach (var seen in run.Heard.Where(seen => seen.Answer.RecordNo > 0 || seen.Answer.IsRefused))
            {
                met.Add(seen.Answer.Code);
                var isSettled = seen is { IsRecorded: true, Answer.Code: OutcomeCode.Settled };
                var request = seen.Operation is SubmitOperation submit ? submit.Requests[seen.Item] : null;
                settled += isSettled && request?.Approvals.Length > 0 ? 1 : 0;
                batched += isSettled && request?.Approvals.Any(a => a.Batch is not null) == true ? 1 : 0;
                var command = (seen.Operation as CommandOperation)?.Command;
                later += isSettled && command is ConsentCommand { Approval: not null } ? 1 : 0;
            }
        }

        OutcomeCode[] due =
        [
            OutcomeCode.SignatureInvalid, OutcomeCode.SignatureMissing, OutcomeCode.KeyUnknown, OutcomeCode.KeyNotValid,
            OutcomeCode.KeyExists, OutcomeCode.KeyRevoked, OutcomeCode.KeyUnacceptable, OutcomeCode.EndorsementMissing,
            OutcomeCode.EndorsementInvalid, OutcomeCode.ApprovalNotDue, OutcomeCode.AuthoriserMissing,
            OutcomeCode.AuthoriserNotOwner,
        ];
        Assert.Empty(due.Except(met));
        Assert.True(
            settled > 20 && later > 0 && batched > 0,
            $"{settled} settled, {later} later, {batched} in batches");
    }
}
