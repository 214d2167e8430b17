using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>Counts the signatures that an audit verifies, whoever asks: of checkpoints, approvals and keys.</summary>
internal sealed class CountedSignatures(IEd25519Verifier ed25519) : IEd25519Verifier
{
    private long _good;

    public long Good => Interlocked.Read(ref _good);

    public bool Verify(Ed25519PublicKey key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        var isGood = ed25519.Verify(key, message, signature);
        if (isGood)
        {
            Interlocked.Increment(ref _good);
        }

        return isGood;
    }
}
