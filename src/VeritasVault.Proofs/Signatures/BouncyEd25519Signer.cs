using Org.BouncyCastle.Math.EC.Rfc8032;

namespace VeritasVault.Proofs;

/// <summary>A private key in memory, by BouncyCastle.</summary>
public sealed class BouncyEd25519Signer : IEd25519Signer
{
    private readonly byte[] _seed;

    /// <summary>The key of a seed (RFC 8032, section 5.1.5).</summary>
    /// <param name="seed">32 random bytes; the secret itself. It is copied.</param>
    /// <exception cref="ArgumentException">There are fewer or more than 32 bytes.</exception>
    public BouncyEd25519Signer(ReadOnlySpan<byte> seed)
    {
        if (seed.Length != Ed25519Rule.SeedSize)
        {
            throw new ArgumentException($"A seed has {Ed25519Rule.SeedSize} bytes.", nameof(seed));
        }

        _seed = seed.ToArray();
        var bytes = new byte[Ed25519Rule.PublicKeySize];
        Ed25519.GeneratePublicKey(_seed, bytes);
        PublicKey = Ed25519PublicKey.TryCreate(bytes, out var key)
            ? key
            : throw new ArgumentException("No key belongs to this seed.", nameof(seed));
    }

    /// <inheritdoc/>
    public Ed25519PublicKey PublicKey { get; }

    /// <inheritdoc/>
    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        var signature = new byte[Ed25519Rule.SignatureSize];
        Ed25519.Sign(_seed, PublicKey.Bytes, message, signature);
        return signature;
    }
}
