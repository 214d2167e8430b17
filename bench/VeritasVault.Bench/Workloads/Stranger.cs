using System.Text;
using VeritasVault.Engine;
using VeritasVault.Proofs;

namespace VeritasVault.Bench;

/// <summary>Somebody who trusts a ledger's verifier keys and nothing else.</summary>
internal sealed class Stranger
{
    private readonly ProofVerifier _verifier;

    public Stranger(LedgerView view, IEd25519Verifier? ed25519 = null)
    {
        var policy = string.Concat(view.Vkeys.Select(vkey => $"log {vkey}\n")) + "quorum none\n";
        _verifier = TlogPolicy.TryParse(Encoding.UTF8.GetBytes(policy), out var parsed, out var reason)
            ? new ProofVerifier(parsed, ed25519 ?? LedgerEd25519.Instance)
            : throw new BenchFailure(reason);
    }

    public bool MustAccept(ProofFiles proof)
    {
        var result = _verifier.Verify(proof.Settlement, VerifierKnowledge.None);
        BenchFailure.Unless(result.Outcome == VerificationOutcome.Valid, result.Line);
        return true;
    }
}

/// <summary>Accepts every signature: to measure what a verification costs apart from them.</summary>
internal sealed class NoSignatureChecks : IEd25519Verifier
{
    public bool Verify(Ed25519PublicKey key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) => true;
}
