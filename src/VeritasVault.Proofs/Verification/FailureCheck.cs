namespace VeritasVault.Proofs;

/// <summary>A failure changed nothing and rests on no signature: its file lists neither (V13, V15, V18).</summary>
internal static class FailureCheck
{
    internal static ProofFault? Check(SettlementProof proof) =>
        proof.States.Count > 0 ? new ProofFault(ProofStep.States, "a failure has no states")
        : proof.Signatures.Count > 0 ? new ProofFault(ProofStep.Signatures, "a failure has no signatures")
        : proof.Keys is not null ? new ProofFault(ProofStep.Keys, "a failure has no keys")
        : null;
}
