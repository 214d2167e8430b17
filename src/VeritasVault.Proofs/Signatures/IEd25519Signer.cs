namespace VeritasVault.Proofs;

/// <summary>Signs with one private key, as RFC 8032 lays down (deterministic), wherever the key is kept.</summary>
public interface IEd25519Signer
{
    /// <summary>The public key that belongs to the private one.</summary>
    Ed25519PublicKey PublicKey { get; }

    /// <summary>The signature of the message: 64 bytes.</summary>
    byte[] Sign(ReadOnlySpan<byte> message);
}
