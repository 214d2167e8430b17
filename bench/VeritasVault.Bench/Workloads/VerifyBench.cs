using VeritasVault.Engine;

namespace VeritasVault.Bench;

/// <summary>How long a stranger takes to verify the proof of one settlement, one after the other, with everything
/// opened: with the signature of the checkpoint, and apart from it.</summary>
internal static class VerifyBench
{
    public static async Task<BenchReport> RunAsync(RunPlan plan)
    {
        await using var world = await World.CreateAsync(plan.LedgerDirectory, plan.World);
        var ids = await ProofStock.FillAsync(world, plan);
        var proofs = Array.ConvertAll(ids, id => world.Ledger.View.Prove(id, ProofView.Whole)!);
        var full = new Stranger(world.Ledger.View);
        var apart = new Stranger(world.Ledger.View, new NoSignatureChecks());
        var (fully, withoutSignatures) = (new Samples(), new Samples());

        // The first round is for the just-in-time compiler.
        foreach (var (intoFull, intoApart) in new[] { (new Samples(), new Samples()), (fully, withoutSignatures) })
        {
            foreach (var proof in proofs)
            {
                intoFull.Add(() => full.MustAccept(proof));
                intoApart.Add(() => apart.MustAccept(proof));
            }
        }

        var report = new BenchReport("verify");
        report.Add("logEntries", world.Ledger.View.LogSize);
        report.Add("settlementFileBytesMean", proofs.Average(proof => proof.Settlement.Length));
        fully.AddTo(report, "verify");
        withoutSignatures.AddTo(report, "verifyWithoutSignatures");
        var verifying = MachineLimits.VerificationsPerSecond(plan.LimitTime);
        report.AddLimit("verificationsPerSecondOfACore", verifying, null);
        return report;
    }
}
