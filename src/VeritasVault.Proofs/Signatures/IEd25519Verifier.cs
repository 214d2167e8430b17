namespace VeritasVault.Proofs;

/// <summary>
/// Verifies Ed25519 signatures by our rule (<see cref="Ed25519Rule"/>); implementations accept exactly the same ones
/// and may be shared between threads.
/// </summary>
public interface IEd25519Verifier
{
    /// <summary>Whether the signature is good; a signature of another length than 64 bytes is not.</summary>
    bool Verify(Ed25519PublicKey key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);
}
