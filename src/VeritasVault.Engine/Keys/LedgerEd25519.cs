using NSec.Cryptography;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>
/// Ed25519 verification by our rule (<see cref="Ed25519Rule"/>) at the speed of libsodium, which is stricter about R
/// than the
/// equation alone: of the signatures in good form under a fully valid key it accepts the same.
/// </summary>
public sealed class LedgerEd25519 : IEd25519Verifier
{
    private LedgerEd25519()
    {
    }

    /// <summary>The only one that is needed.</summary>
    public static LedgerEd25519 Instance { get; } = new();

    /// <inheritdoc/>
    public bool Verify(Ed25519PublicKey key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Ed25519Rule.HasGoodForm(signature)
            && PublicKey.TryImport(SignatureAlgorithm.Ed25519, key.Bytes, KeyBlobFormat.RawPublicKey, out var imported)
            && SignatureAlgorithm.Ed25519.Verify(imported!, message, signature);
    }
}
