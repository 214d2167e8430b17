using System.Buffers.Binary;
using System.Text;

namespace VeritasVault.Core;

/// <summary>Reads what <see cref="ByteWriter"/> wrote; bounded, and refuses what is cut short or has a second spelling.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

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
        return value <= long.MaxValue ? (long)value : throw new RecordFormatException($"number too large at offset {Offset}");
    }

    public int VarInt()
    {
        var value = Var();
        return value <= int.MaxValue ? (int)value : throw new RecordFormatException($"number too large at offset {Offset}");
    }

    public UInt128 Var128()
    {
        // Nearly every number fits a word: read it without 128-bit shifts, else start again the long way.
        var rest = _bytes[Offset..];
        var word = 0UL;
        for (var i = 0; i < Math.Min(9, rest.Length); i++)
        {
            word |= (ulong)(rest[i] & 0x7F) << (7 * i);
            if (rest[i] < 0x80 && (rest[i] != 0 || i == 0))
            {
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
                return next == 0 && shift > 0 ? throw new RecordFormatException($"padded number at offset {Offset}") : value;
            }
        }

        throw new RecordFormatException($"number too long at offset {Offset}");
    }

    public Int128 Zigzag()
    {
        var value = Var128();
        return unchecked((Int128)(value >> 1) ^ -(Int128)(value & 1));
    }

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

    public string? OptionalText() => U8() switch
    {
        0 => null,
        1 => Text(),
        var other => throw new RecordFormatException($"presence byte {other} at offset {Offset}"),
    };

    public Hash256 Hash() => Hash256.Read(Take(Hash256.Size));
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
