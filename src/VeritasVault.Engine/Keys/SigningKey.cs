using NSec.Cryptography;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>
/// A private Ed25519 key (RFC 8032): the ledger's, which signs its checkpoints, or a participant's, which signs
/// approvals.
/// Safe from any thread.
/// </summary>
public sealed class SigningKey : IEd25519Signer, IDisposable
{
    /// <summary>Bytes of the secret seed a key is made from.</summary>
    public const int SeedSize = 32;

    private static readonly SignatureAlgorithm Algorithm = SignatureAlgorithm.Ed25519;
    private readonly Key _key;

    private SigningKey(Key key)
    {
        _key = key;
        PublicKey = Ed25519PublicKey.TryCreate(key.Export(KeyBlobFormat.RawPublicKey), out var publicKey)
            ? publicKey
            : throw new SigningKeyException("the key's public half is not a valid point");
    }

    /// <inheritdoc/>
    public Ed25519PublicKey PublicKey { get; }

    private static KeyCreationParameters Exportable => new()
    {
        ExportPolicy = KeyExportPolicies.AllowPlaintextExport,
    };

    /// <summary>A new key from the operating system's randomness.</summary>
    public static SigningKey Generate() => new(Key.Create(Algorithm, Exportable));

    /// <summary>The key of a seed; whoever knows the seed can sign.</summary>
    /// <param name="seed">32 bytes.</param>
    /// <exception cref="ArgumentException">The seed has another length.</exception>
    public static SigningKey FromSeed(ReadOnlySpan<byte> seed) =>
        seed.Length == SeedSize
            ? new SigningKey(Key.Import(Algorithm, seed, KeyBlobFormat.RawPrivateKey, Exportable))
            : throw new ArgumentException($"a seed has {SeedSize} bytes, not {seed.Length}", nameof(seed));

    /// <summary>Signs a message; the same message has always the same signature.</summary>
    /// <returns>64 bytes.</returns>
    public byte[] Sign(ReadOnlySpan<byte> message) => Algorithm.Sign(_key, message);

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    internal byte[] ExportPkcs8() => _key.Export(KeyBlobFormat.PkixPrivateKey);

    internal static SigningKey ImportPkcs8(ReadOnlySpan<byte> bytes) =>
        new(Key.Import(Algorithm, bytes, KeyBlobFormat.PkixPrivateKey, Exportable));
}
