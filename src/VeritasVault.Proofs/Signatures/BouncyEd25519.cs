using Org.BouncyCastle.Math.EC.Rfc8032;

namespace VeritasVault.Proofs;

/// <summary>The rule by BouncyCastle, in managed code: for verifiers that are one file.</summary>
public sealed class BouncyEd25519 : IEd25519Verifier
{
    private BouncyEd25519()
    {
    }

    /// <summary>The only one that is needed.</summary>
    public static BouncyEd25519 Instance { get; } = new();

    /// <inheritdoc/>
    // BouncyCastle multiplies its equation by the cofactor, so it would let R have a torsion component.
    public bool Verify(Ed25519PublicKey key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        Ed25519Rule.HasGoodForm(signature)
        && Ed25519.ValidatePublicKeyFull(signature[..Ed25519Rule.PublicKeySize])
        && Ed25519.Verify(signature, key.Point, message);
}
