using System.Text;
using VeritasVault.Engine;
using VeritasVault.Proofs;
using Xunit;

namespace VeritasVault.TestKit.Engine;

/// <summary>Somebody who trusts a ledger's verifier keys and nothing else, and checks its files with the library's
/// verifier.</summary>
internal sealed class Stranger
{
    private readonly ProofVerifier _verifier;

    public Stranger(LedgerView view)
        : this(view.Vkeys)
    {
    }

    public Stranger(IEnumerable<string> vkeys)
    {
        var policy = string.Concat(vkeys.Select(vkey => $"log {vkey}\n")) + "quorum none\n";
        Assert.True(TlogPolicy.TryParse(Encoding.UTF8.GetBytes(policy), out var parsed, out var reason), reason);
        _verifier = new ProofVerifier(parsed, BouncyEd25519.Instance);
    }

    public VerificationResult Judge(byte[] file, string? remembered = null, byte[]? consistency = null) =>
        _verifier.Verify(file, VerifierKnowledge.None with
        {
            Remembered = remembered is null ? default(ReadOnlyMemory<byte>?) : Encoding.UTF8.GetBytes(remembered),
            Consistency = consistency is null ? default(ReadOnlyMemory<byte>?) : consistency,
        });

    /// <summary>The answer; fails the test when it is not VALID.</summary>
    public string MustAccept(byte[] file, string? remembered = null, byte[]? consistency = null)
    {
        var result = Judge(file, remembered, consistency);
        Assert.True(result.Outcome == VerificationOutcome.Valid, result.Line);
        return result.Line;
    }
}
