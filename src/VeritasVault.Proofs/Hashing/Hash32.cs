using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace VeritasVault.Proofs;

/// <summary>A SHA-256 value (FIPS 180-4): 32 bytes in their order, so that arrays of it are flat.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct Hash32 : IEquatable<Hash32>
{
    /// <summary>Bytes.</summary>
    public const int Size = 32;

    /// <summary>Characters of the base64 spelling.</summary>
    public const int Base64Length = 44;

    // The bytes in memory order: the numbers mean nothing, they only compare fast.
    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _c;
    private readonly ulong _d;

    /// <summary>Copies 32 bytes.</summary>
    /// <exception cref="ArgumentException">There are fewer or more.</exception>
    public Hash32(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
        {
            throw new ArgumentException($"A hash has {Size} bytes.", nameof(bytes));
        }

        this = MemoryMarshal.Read<Hash32>(bytes);
    }

    /// <summary>SHA-256 of nothing: the root of the empty tree (RFC 6962, section 2.1).</summary>
    public static Hash32 OfNothing { get; } = Of([]);

    /// <summary>The 32 bytes; a view of this value.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(new ReadOnlySpan<Hash32>(in this));

    /// <summary>SHA-256 of the bytes.</summary>
    public static Hash32 Of(ReadOnlySpan<byte> bytes)
    {
        Unsafe.SkipInit(out Hash32 hash);
        SHA256.HashData(bytes, MemoryMarshal.AsBytes(new Span<Hash32>(ref hash)));
        return hash;
    }

    /// <summary>Reads the one spelling of base64 (RFC 4648, section 4): padded, with zero padding bits.</summary>
    public static bool TryParseBase64(ReadOnlySpan<byte> text, out Hash32 hash)
    {
        hash = default;
        return text.Length == Base64Length
            && CanonicalText.TryBase64(text, MemoryMarshal.AsBytes(new Span<Hash32>(ref hash)), out var count)
            && count == Size;
    }

    /// <summary>Reads 64 lower-case hexadecimal digits.</summary>
    public static bool TryParseHex(ReadOnlySpan<char> text, out Hash32 hash)
    {
        hash = default;
        if (text.Length != 2 * Size || text.ContainsAnyInRange('A', 'F'))
        {
            return false;
        }

        Unsafe.SkipInit(out Hash32 read);
        var bytes = MemoryMarshal.AsBytes(new Span<Hash32>(ref read));
        if (Convert.FromHexString(text, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        hash = read;
        return true;
    }

    /// <summary>Two hashes of the same bytes.</summary>
    public static bool operator ==(in Hash32 left, in Hash32 right) => left.Equals(right);

    /// <summary>Two hashes of different bytes.</summary>
    public static bool operator !=(in Hash32 left, in Hash32 right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(Hash32 other) => _a == other._a && _b == other._b && _c == other._c && _d == other._d;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Hash32 other && Equals(other);

    /// <summary>Eight of the bytes: a hash needs no more mixing.</summary>
    public override int GetHashCode() => unchecked((int)(_a ^ (_a >> 32)));

    /// <summary>44 characters of base64.</summary>
    public string ToBase64() => Convert.ToBase64String(Bytes);

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(Bytes);
}
