using System.Buffers.Binary;

namespace VeritasVault.Core;

/// <summary>A signature of Ed25519 in its 64 bytes (RFC 8032, section 5.1.6), compared as bytes. Any 64 bytes make a
/// value; what it is worth is for <see cref="ISignatureRule"/> to say.</summary>
public readonly record struct Signature(UInt128 A, UInt128 B, UInt128 C, UInt128 D)
{
    /// <summary>Bytes of the binary form.</summary>
    public const int Size = 64;

    /// <summary>Reads 64 bytes.</summary>
    public static Signature Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt128BigEndian(bytes),
        BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]),
        BinaryPrimitives.ReadUInt128BigEndian(bytes[32..]),
        BinaryPrimitives.ReadUInt128BigEndian(bytes[48..]));

    /// <summary>Writes 64 bytes.</summary>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt128BigEndian(destination, A);
        BinaryPrimitives.WriteUInt128BigEndian(destination[16..], B);
        BinaryPrimitives.WriteUInt128BigEndian(destination[32..], C);
        BinaryPrimitives.WriteUInt128BigEndian(destination[48..], D);
    }

    /// <summary>128 lower-case hexadecimal digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        Write(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
