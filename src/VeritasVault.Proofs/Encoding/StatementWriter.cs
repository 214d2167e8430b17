using System.Buffers.Binary;
using System.Text;

namespace VeritasVault.Proofs;

/// <summary>
/// Writes statements: deterministic CBOR (RFC 8949) of unsigned integers with the shortest head, byte strings, UTF-8
/// text strings, arrays of known length and null, nothing else. One writer is used again and again: writing an item
/// allocates nothing but a larger buffer from time to time. That arrays get as many items as their heads promise is the
/// caller's care; <see cref="StatementReader.TryValidate"/> checks it.
/// </summary>
/// <param name="capacity">Bytes of the first buffer; it grows by doubling.</param>
public sealed class StatementWriter(int capacity = 512)
{
    internal const byte NullByte = 0xf6;

    /// <summary>Bytes of an amount: Int128 in two's complement, big-endian.</summary>
    public const int AmountSize = 16;

    private const int HeadSizeMax = 9;

    // Throws on half surrogate pairs: replacing them would let two texts share one spelling.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private byte[] _buffer = new byte[capacity];

    /// <summary>Bytes written since the last <see cref="Clear"/>.</summary>
    public int Length { get; private set; }

    /// <summary>What was written; valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    /// <summary>Forgets what was written and keeps the buffer.</summary>
    public void Clear() => Length = 0;

    /// <summary>The head of an array; exactly <paramref name="count"/> items must follow.</summary>
    public void Array(int count) => Head(CborMajor.Array, (ulong)count);

    /// <summary>An unsigned integer.</summary>
    public void UInt(ulong value) => Head(CborMajor.UnsignedInteger, value);

    /// <summary>An unsigned integer from a count, index or time, which is never negative.</summary>
    /// <exception cref="OverflowException">The value is negative.</exception>
    public void UInt(long value) => Head(CborMajor.UnsignedInteger, (ulong)value);

    /// <summary>Null: the only absent value.</summary>
    public void Null() => Reserve(1)[0] = NullByte;

    /// <summary>A byte string.</summary>
    public void Bytes(ReadOnlySpan<byte> value)
    {
        Head(CborMajor.ByteString, (ulong)value.Length);
        value.CopyTo(Reserve(value.Length));
    }

    /// <summary>A hash: a byte string of 32 bytes.</summary>
    public void Hash(in Hash32 value) => Bytes(value.Bytes);

    /// <summary>A hash, or null.</summary>
    public void Hash(Hash32? value)
    {
        if (value is { } hash)
        {
            Hash(hash);
        }
        else
        {
            Null();
        }
    }

    /// <summary>An amount in minor units: a byte string of 16 bytes, big-endian two's complement.</summary>
    public void Amount(Int128 value)
    {
        Head(CborMajor.ByteString, AmountSize);
        BinaryPrimitives.WriteInt128BigEndian(Reserve(AmountSize), value);
    }

    /// <summary>A text string, as it is: nothing is normalised.</summary>
    /// <exception cref="EncoderFallbackException">Half of a surrogate pair stands alone.</exception>
    public void Text(string value)
    {
        var bytes = Utf8.GetByteCount(value);
        Head(CborMajor.TextString, (ulong)bytes);
        Utf8.GetBytes(value, Reserve(bytes));
    }

    /// <summary>A text string from bytes that are known to be valid UTF-8.</summary>
    public void Text(ReadOnlySpan<byte> utf8)
    {
        Head(CborMajor.TextString, (ulong)utf8.Length);
        utf8.CopyTo(Reserve(utf8.Length));
    }

    /// <summary>Bytes as they are: a whole encoded item, or the prefix of a leaf in a batch.</summary>
    public void Raw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    private void Head(CborMajor major, ulong value)
    {
        var type = (byte)((int)major << 5);
        switch (value)
        {
            case < 24:
                Reserve(1)[0] = (byte)(type | (byte)value);
                break;
            case <= byte.MaxValue:
                var two = Reserve(2);
                two[1] = (byte)value;
                two[0] = (byte)(type | 24);
                break;
            default:
                LongHead(type, value);
                break;
        }
    }

    private void LongHead(byte type, ulong value)
    {
        Span<byte> head = stackalloc byte[HeadSizeMax];
        int size;
        if (value <= ushort.MaxValue)
        {
            head[0] = (byte)(type | 25);
            BinaryPrimitives.WriteUInt16BigEndian(head[1..], (ushort)value);
            size = 3;
        }
        else if (value <= uint.MaxValue)
        {
            head[0] = (byte)(type | 26);
            BinaryPrimitives.WriteUInt32BigEndian(head[1..], (uint)value);
            size = 5;
        }
        else
        {
            head[0] = (byte)(type | 27);
            BinaryPrimitives.WriteUInt64BigEndian(head[1..], value);
            size = HeadSizeMax;
        }

        Raw(head[..size]);
    }

    private Span<byte> Reserve(int count)
    {
        var start = Length;
        var end = start + count;
        if (end > _buffer.Length)
        {
            System.Array.Resize(ref _buffer, Math.Max(end, (int)Math.Min(System.Array.MaxLength, 2L * _buffer.Length)));
        }

        Length = end;
        return _buffer.AsSpan(start, count);
    }
}
