using System.Buffers.Binary;

namespace VeritasVault.Core;

/// <summary>The id of a settlement: a UUID its proposer chose (version 7 advised), and its idempotency key. Ordered by
/// its 16 bytes in network order, so UUIDv7 sort by time.</summary>
public readonly record struct SettlementId(UInt128 Bits) : IComparable<SettlementId>
{
    /// <summary>Bytes of the binary form.</summary>
    public const int Size = 16;

    /// <summary>Whether all bits are zero, which no accepted id is.</summary>
    public bool IsNil => Bits == UInt128.Zero;

    /// <summary>The id with the bytes of a <see cref="Guid"/> in network order.</summary>
    public static SettlementId From(Guid guid)
    {
        Span<byte> bytes = stackalloc byte[Size];
        guid.TryWriteBytes(bytes, bigEndian: true, out _);
        return Read(bytes);
    }

    /// <summary>Parses the 36-character form (8-4-4-4-12 hexadecimal digits).</summary>
    public static bool TryParse(string? text, out SettlementId id)
    {
        var valid = Guid.TryParseExact(text, "D", out var guid);
        id = valid ? From(guid) : default;
        return valid;
    }

    /// <summary>Parses a text the caller vouches for.</summary>
    /// <exception cref="FormatException">The text is no UUID in its 36-character form.</exception>
    public static SettlementId Parse(string text) =>
        TryParse(text, out var id) ? id
            : throw new FormatException($"'{text}' is not a UUID like 01890a5d-ac96-774b-bcce-b302099a8057");

    /// <summary>Reads 16 bytes in network order.</summary>
    public static SettlementId Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    /// <summary>Writes 16 bytes in network order.</summary>
    public void Write(Span<byte> destination) => BinaryPrimitives.WriteUInt128BigEndian(destination, Bits);

    /// <inheritdoc />
    public int CompareTo(SettlementId other) => Bits.CompareTo(other.Bits);

    /// <inheritdoc />
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        Write(bytes);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    /// <summary>Whether the left sorts first.</summary>
    public static bool operator <(SettlementId left, SettlementId right) => left.Bits < right.Bits;

    /// <summary>Whether the left sorts last.</summary>
    public static bool operator >(SettlementId left, SettlementId right) => left.Bits > right.Bits;

    /// <summary>Whether the left does not sort last.</summary>
    public static bool operator <=(SettlementId left, SettlementId right) => left.Bits <= right.Bits;

    /// <summary>Whether the left does not sort first.</summary>
    public static bool operator >=(SettlementId left, SettlementId right) => left.Bits >= right.Bits;
}
