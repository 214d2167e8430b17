using System.Buffers.Binary;

namespace VeritasVault.Core;

/// <summary>A public key of Ed25519 in its 32 bytes (RFC 8032, section 5.1.2). Any 32 bytes make a value; whether they
/// are a key that may be used is for <see cref="ISignatureRule"/> to say.</summary>
public readonly record struct PublicKey(ulong A, ulong B, ulong C, ulong D)
{
    /// <summary>Bytes of the binary form.</summary>
    public const int Size = 32;

    /// <summary>Reads 32 bytes.</summary>
    public static PublicKey Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64BigEndian(bytes),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]));

    /// <summary>Writes 32 bytes.</summary>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, A);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], B);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], C);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], D);
    }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        Write(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
