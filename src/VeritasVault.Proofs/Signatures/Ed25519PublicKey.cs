using System.Diagnostics.CodeAnalysis;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace VeritasVault.Proofs;

/// <summary>
/// A public key that was fully checked by our rule (<see cref="Ed25519Rule"/>): canonical, of the prime-order
/// subgroup, not the identity. The check is the dear part; who verifies often with one key keeps this object.
/// </summary>
public sealed class Ed25519PublicKey : IEquatable<Ed25519PublicKey>
{
    private readonly byte[] _bytes;

    private Ed25519PublicKey(byte[] bytes, Ed25519.PublicPoint point)
    {
        _bytes = bytes;
        Point = point;
    }

    /// <summary>The 32 bytes of the key (RFC 8032, section 5.1.5).</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    internal Ed25519.PublicPoint Point { get; }

    /// <summary>Checks a key as it must be before it is registered or trusted.</summary>
    /// <param name="bytes">The key; another length than 32 is refused.</param>
    /// <param name="key">The key, when it is good.</param>
    public static bool TryCreate(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Ed25519PublicKey? key)
    {
        key = null;
        if (bytes.Length == Ed25519Rule.PublicKeySize && Ed25519.ValidatePublicKeyFullExport(bytes) is { } point)
        {
            key = new Ed25519PublicKey(bytes.ToArray(), point);
        }

        return key is not null;
    }

    /// <inheritdoc/>
    public bool Equals(Ed25519PublicKey? other) => other is not null && Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Ed25519PublicKey);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(_bytes);

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(_bytes);
}
