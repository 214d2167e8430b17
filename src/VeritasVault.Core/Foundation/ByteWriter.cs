using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace VeritasVault.Core;

/// <summary>A growing buffer for our binary formats: little-endian fixed words, LEB128 varints, zigzag for signed
/// values.</summary>
internal sealed class ByteWriter(int capacity = 256)
{
    private byte[] _buffer = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    public ReadOnlyMemory<byte> WrittenMemory => _buffer.AsMemory(0, Length);

    public void Clear() => Length = 0;

    public Span<byte> Reserve(int size)
    {
        if (_buffer.Length - Length < size)
        {
            Grow(size);
        }

        var span = _buffer.AsSpan(Length, size);
        Length += size;
        return span;
    }

    public Span<byte> At(int offset, int size) => _buffer.AsSpan(offset, size);

    public void U8(byte value)
    {
        if (Length == _buffer.Length)
        {
            Grow(1);
        }

        _buffer[Length++] = value;
    }

    public void U16(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Reserve(2), value);

    public void U32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Reserve(4), value);

    public void I64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Reserve(8), value);

    public void Var(long value)
    {
        Invariant.Holds(value >= 0);
        VarWord((ulong)value);
    }

    public void Var(UInt128 value)
    {
        // Nearly every quantity fits a word, and 128-bit shifts are dear.
        if (value <= ulong.MaxValue)
        {
            VarWord((ulong)value);
            return;
        }

        var span = Reserve(19);
        var used = 0;
        while (value >= 0x80)
        {
            span[used++] = (byte)((ulong)(value & 0x7F) | 0x80);
            value >>= 7;
        }

        span[used++] = (byte)value;
        Length -= 19 - used;
    }

    public void Zigzag(Int128 value)
    {
        // Nearly every amount fits a word, and 128-bit shifts are dear.
        var word = unchecked((long)value);
        if (word == value && word is >= long.MinValue / 2 and <= long.MaxValue / 2)
        {
            VarWord(unchecked((ulong)((word << 1) ^ (word >> 63))));
        }
        else
        {
            Var(unchecked((UInt128)((value << 1) ^ (value >> 127))));
        }
    }

    public void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    public void Text(string text)
    {
        var start = Length;
        VarWord((uint)text.Length);
        if (Ascii.FromUtf16(text, Reserve(text.Length), out _) == OperationStatus.Done)
        {
            return;
        }

        // Names are ASCII; anything else is as long as its bytes are many.
        Length = start;
        var bytes = Encoding.UTF8.GetByteCount(text);
        Var(bytes);
        Encoding.UTF8.GetBytes(text, Reserve(bytes));
    }

    private void VarWord(ulong rest)
    {
        if (rest < 0x80)
        {
            U8((byte)rest);
        }
        else if (rest < 1UL << 56)
        {
            // The groups of seven bits are moved apart to eight at once; all but the last are marked.
            rest = (rest & 0x0000_0000_0FFF_FFFF) | ((rest & 0x00FF_FFFF_F000_0000) << 4);
            rest = (rest & 0x0000_3FFF_0000_3FFF) | ((rest & 0x0FFF_C000_0FFF_C000) << 2);
            rest = (rest & 0x007F_007F_007F_007F) | ((rest & 0x3F80_3F80_3F80_3F80) << 1);
            var last = BitOperations.Log2(rest) / 8;
            rest |= 0x8080_8080_8080_8080 & ((1UL << (8 * last)) - 1);
            BinaryPrimitives.WriteUInt64LittleEndian(Reserve(sizeof(ulong)), rest);
            Length -= sizeof(ulong) - 1 - last;
        }
        else
        {
            LongVarWord(rest);
        }
    }

    private void LongVarWord(ulong rest)
    {
        var span = Reserve(10);
        var used = 0;
        while (rest >= 0x80)
        {
            span[used++] = (byte)((rest & 0x7F) | 0x80);
            rest >>= 7;
        }

        span[used++] = (byte)rest;
        Length -= 10 - used;
    }

    private void Grow(int size) =>
        Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, Length + size));

    public void OptionalText(string? text)
    {
        U8(text is null ? (byte)0 : (byte)1);
        if (text is not null)
        {
            Text(text);
        }
    }

    public void OptionalZigzag(Int128? value)
    {
        U8(value is null ? (byte)0 : (byte)1);
        if (value is { } given)
        {
            Zigzag(given);
        }
    }

    public void Key(PublicKey key) => key.Write(Reserve(PublicKey.Size));

    public void Signature(Signature signature) => signature.Write(Reserve(Core.Signature.Size));

    public void Hash(Hash256 hash) => hash.Write(Reserve(Hash256.Size));
}
