using System.Buffers.Binary;

namespace VeritasVault.Proofs;

/// <summary>Sixteen bytes: a settlement id in network order, a key id or a salt.</summary>
/// <param name="Bits">The bytes as a big-endian number.</param>
public readonly record struct Bytes16(UInt128 Bits)
{
    /// <summary>Bytes.</summary>
    public const int Size = 16;

    /// <summary>Reads the first 16 of the bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer.</exception>
    public static Bytes16 Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    /// <summary>Writes 16 bytes.</summary>
    public void Write(Span<byte> destination) => BinaryPrimitives.WriteUInt128BigEndian(destination, Bits);

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        Write(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    internal void WriteTo(StatementWriter writer)
    {
        Span<byte> bytes = stackalloc byte[Size];
        Write(bytes);
        writer.Bytes(bytes);
    }
}
