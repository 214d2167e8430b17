namespace VeritasVault.Proofs;

/// <summary>
/// Verifies proof files offline, in the steps of spec/verification.md: the first that fails is the answer. It reads no
/// clock and keeps nothing; a file costs time and memory in proportion to its size, which is bounded. May be shared
/// between threads.
/// </summary>
/// <param name="policy">Whom to trust.</param>
/// <param name="ed25519">Verifies signatures by our rule.</param>
public sealed class ProofVerifier(TlogPolicy policy, IEd25519Verifier ed25519)
{
    /// <summary>
    /// Verifies a file of either kind: what begins with a brace is a settlement file, everything else a tlog-proof.
    /// </summary>
    /// <param name="file">The whole file; hostile bytes are refused, never thrown about.</param>
    /// <param name="knowledge">What is known besides.</param>
    public VerificationResult Verify(ReadOnlySpan<byte> file, VerifierKnowledge knowledge) =>
        file is [(byte)'{', ..] ? VerifySettlement(file, knowledge) : VerifyProof(file, knowledge);

    /// <summary>Verifies a tlog-proof of any entry (steps V1 to V9 and V21).</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="knowledge">What is known besides.</param>
    public VerificationResult VerifyProof(ReadOnlySpan<byte> file, VerifierKnowledge knowledge)
    {
        var run = new VerificationRun(policy, ed25519, knowledge);
        var fault = run.CheckProof(file) ?? run.CheckHistory();
        return run.Result(fault);
    }

    /// <summary>Verifies a settlement file (all steps).</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="knowledge">What is known besides.</param>
    public VerificationResult VerifySettlement(ReadOnlySpan<byte> file, VerifierKnowledge knowledge)
    {
        var run = new VerificationRun(policy, ed25519, knowledge);
        var fault = run.CheckSettlementFile(file) ?? run.CheckSettlement() ?? run.CheckHistory();
        return run.Result(fault);
    }
}
