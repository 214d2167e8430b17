using System.Buffers.Binary;

namespace VeritasVault.Core;

/// <summary>The short name of a public key: the first 16 bytes of a hash over algorithm and key (spec/statements.md).
/// One key has one id, whoever's it is.</summary>
public readonly record struct KeyId(UInt128 Bits)
{
    /// <summary>Bytes of the binary form.</summary>
    public const int Size = 16;

    /// <summary>Reads 16 bytes.</summary>
    public static KeyId Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    /// <summary>Writes 16 bytes.</summary>
    public void Write(Span<byte> destination) => BinaryPrimitives.WriteUInt128BigEndian(destination, Bits);

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        Write(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
