using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>Counts the signatures that an audit verifies, whoever asks: of checkpoints, approvals and keys.</summary>
internal sealed class CountedSignatures(IEd25519Verifier ed25519) : IEd25519Verifier
{
    public long Good { get; private set; }

    public bool Verify(Ed25519PublicKey key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        var isGood = ed25519.Verify(key, message, signature);
        Good += isGood ? 1 : 0;
        return isGood;
    }
}
