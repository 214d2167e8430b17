using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace VeritasVault.Core;

/// <summary>Reads what <see cref="ByteWriter"/> wrote; bounded, and refuses what is cut short or has a second
/// spelling.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private static readonly UTF8Encoding StrictUtf8 = new(
        encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Offset { get; private set; }

    public readonly bool AtEnd => Offset == _bytes.Length;

    public ReadOnlySpan<byte> Take(int size)
    {
        // One comparison for negative and too great: as unsigned numbers both are beyond what is left.
        if (unchecked((uint)size) > (uint)(_bytes.Length - Offset))
        {
            throw CutShort(size);
        }

        var span = _bytes.Slice(Offset, size);
        Offset += size;
        return span;
    }

    public byte U8()
    {
        var offset = Offset;
        if ((uint)offset >= (uint)_bytes.Length)
        {
            throw CutShort(1);
        }

        Offset = offset + 1;
        return _bytes[offset];
    }

    public ushort U16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public uint U32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public long I64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public long Var()
    {
        if (TryWord(out var word))
        {
            return word <= long.MaxValue ? (long)word : throw TooLarge();
        }

        var value = LongVar128();
        return value <= long.MaxValue ? (long)value : throw TooLarge();
    }

    public int VarInt()
    {
        var value = Var();
        return value <= int.MaxValue ? (int)value : throw TooLarge();
    }

    public UInt128 Var128() => TryWord(out var word) ? word : LongVar128();

    /// <summary>Reads a number of up to eight bytes, which nearly all are, by one load and one bounds check. False, and
    /// nothing read, when it is longer, padded or cut short: the long way tells them apart.</summary>
    private bool TryWord(out ulong value)
    {
        var rest = _bytes[Offset..];
        var word = rest.Length >= sizeof(ulong) ? BinaryPrimitives.ReadUInt64LittleEndian(rest) : LastBytes(rest);
        if ((word & 0x80) == 0 && rest.Length > 0)
        {
            value = word & 0x7F;
            Offset++;
            return true;
        }

        // It ends with the first byte whose high bit is clear; what lies behind is cut off. A last byte of zero would
        // be a second spelling.
        var ends = ~word & 0x8080_8080_8080_8080;
        var last = BitOperations.TrailingZeroCount(ends);
        value = ends == 0 ? 0 : Gather(word & (ulong.MaxValue >> (63 - last)));
        if (ends == 0 || last >> 3 >= rest.Length || ((word >> (last - 7)) & 0x7F) == 0)
        {
            return false;
        }

        Offset += (last >> 3) + 1;
        return true;
    }

    // What is not there reads as zeros, each of which would end a number beyond the bytes that are.
    private static ulong LastBytes(ReadOnlySpan<byte> rest)
    {
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        word.Clear();
        rest.CopyTo(word);
        return BinaryPrimitives.ReadUInt64LittleEndian(word);
    }

    // Eight groups of seven bits, drawn together pair by pair.
    private static ulong Gather(ulong bytes)
    {
        bytes &= 0x7F7F_7F7F_7F7F_7F7F;
        bytes = (bytes & 0x007F_007F_007F_007F) | ((bytes & 0x7F00_7F00_7F00_7F00) >> 1);
        bytes = (bytes & 0x0000_3FFF_0000_3FFF) | ((bytes & 0x3FFF_0000_3FFF_0000) >> 2);
        return (bytes & 0x0000_0000_0FFF_FFFF) | ((bytes & 0x0FFF_FFFF_0000_0000) >> 4);
    }

    private UInt128 LongVar128()
    {
        var value = UInt128.Zero;
        for (var shift = 0; shift < 133; shift += 7)
        {
            var next = U8();
            var group = (UInt128)(next & 0x7Fu);
            if (shift == 126 && group > 3)
            {
                break;
            }

            value |= group << shift;
            if (next < 0x80)
            {
                return next == 0 && shift > 0 ? throw new RecordFormatException($"padded number at offset {Offset}")
                    : value;
            }
        }

        throw new RecordFormatException($"number too long at offset {Offset}");
    }

    public Int128 Zigzag()
    {
        if (TryWord(out var word))
        {
            return unchecked((long)(word >> 1) ^ -(long)(word & 1));
        }

        var value = LongVar128();
        return unchecked((Int128)(value >> 1) ^ -(Int128)(value & 1));
    }

    public Int128? OptionalZigzag() => Bool() ? Zigzag() : null;

    public string Text()
    {
        var length = VarInt();
        try
        {
            return StrictUtf8.GetString(Take(length));
        }
        catch (DecoderFallbackException error)
        {
            throw new RecordFormatException($"text is not UTF-8 before offset {Offset}", error);
        }
    }

    public string? OptionalText() => Bool() ? Text() : null;

    /// <summary>A text that follows the grammar of ids.</summary>
    public string Name()
    {
        var text = Text();
        return TextId.IsValid(text) ? text : throw new RecordFormatException($"no id before offset {Offset}");
    }

    /// <summary>A text that follows the grammar of ids, or an empty one.</summary>
    public string NameOrNone()
    {
        var text = Text();
        return text.Length == 0 || TextId.IsValid(text) ? text
            : throw new RecordFormatException($"no id before offset {Offset}");
    }

    public ActorId Actor()
    {
        var text = Text();
        return ActorId.TryParse(text, out var actor) ? actor
            : text == LedgerRecord.Engine.Value ? LedgerRecord.Engine
            : throw new RecordFormatException($"no actor before offset {Offset}");
    }

    public bool Bool() => U8() switch
    {
        0 => false,
        1 => true,
        var other => throw new RecordFormatException($"yes-or-no byte {other} at offset {Offset}"),
    };

    /// <summary>The number of an enum whose members run from 0 to <paramref name="last"/>.</summary>
    public byte UpTo(byte last)
    {
        var value = U8();
        return value <= last ? value
            : throw new RecordFormatException($"number {value} above {last} at offset {Offset}");
    }

    /// <summary>An index into a table of <paramref name="count"/> rows.</summary>
    public int IndexBelow(int count)
    {
        var index = VarInt();
        return index < count ? index : throw new RecordFormatException($"row {index} of {count} at offset {Offset}");
    }

    /// <summary>A time that is not before the epoch, in its fixed form.</summary>
    public Timestamp Time()
    {
        var micros = I64();
        return micros >= 0 ? new Timestamp(micros)
            : throw new RecordFormatException($"negative time at offset {Offset}");
    }

    /// <summary>A positive quantity.</summary>
    public Int128 Quantity()
    {
        var value = Var128();
        return value >= 1 && value <= (UInt128)Int128.MaxValue
            ? (Int128)value
            : throw new RecordFormatException($"no quantity at offset {Offset}");
    }

    private readonly RecordFormatException CutShort(int size) =>
        new($"{size} bytes wanted at offset {Offset}, {_bytes.Length - Offset} left");

    private readonly RecordFormatException TooLarge() => new($"number too large at offset {Offset}");

    public Hash256 Hash() => Hash256.Read(Take(Hash256.Size));

    public PublicKey Key() => PublicKey.Read(Take(PublicKey.Size));

    public Signature Signature() => Core.Signature.Read(Take(Core.Signature.Size));

    public Origin Origin() => Core.Origin.TryParse(Text(), out var origin) ? origin
        : throw new RecordFormatException($"no origin before offset {Offset}");
}

/// <summary>Stored bytes do not follow their format: damaged data or another version.</summary>
public sealed class RecordFormatException : Exception
{
    /// <summary>Creates the exception.</summary>
    public RecordFormatException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
