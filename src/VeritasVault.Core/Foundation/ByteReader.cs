using System.Buffers.Binary;
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
        if (size < 0 || _bytes.Length - Offset < size)
        {
            throw new RecordFormatException($"{size} bytes wanted at offset {Offset}, {_bytes.Length - Offset} left");
        }

        var span = _bytes.Slice(Offset, size);
        Offset += size;
        return span;
    }

    public byte U8() => Take(1)[0];

    public ushort U16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public uint U32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public long I64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public long Var()
    {
        var value = Var128();
        return value <= long.MaxValue ? (long)value
            : throw new RecordFormatException($"number too large at offset {Offset}");
    }

    public int VarInt()
    {
        var value = Var();
        return value <= int.MaxValue ? (int)value
            : throw new RecordFormatException($"number too large at offset {Offset}");
    }

    public UInt128 Var128()
    {
        // Nearly every number fits a word: read it without 128-bit shifts, else start again the long way.
        var rest = _bytes[Offset..];
        var word = 0UL;
        for (var i = 0; i < Math.Min(9, rest.Length); i++)
        {
            word |= (ulong)(rest[i] & 0x7F) << (7 * i);
            if (rest[i] < 0x80)
            {
                if (rest[i] == 0 && i > 0)
                {
                    break;
                }

                Offset += i + 1;
                return word;
            }
        }

        return LongVar128();
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
        var value = Var128();
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
