using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace VeritasVault.Proofs;

/// <summary>
/// Reads statements and refuses whatever <see cref="StatementWriter"/> would not have written: another head than the
/// shortest, other types, indefinite lengths, text that is not UTF-8, arrays deeper than <see cref="DepthMax"/>, bytes
/// after the end. Every refusal is a <see cref="ProofFormatException"/>. Nothing is allocated for what is only
/// promised: lengths are held against the bytes that are there.
/// </summary>
public ref struct StatementReader
{
    /// <summary>Arrays within arrays, the outermost included.</summary>
    public const int DepthMax = 6;

    private readonly ReadOnlySpan<byte> _bytes;
    private OpenArrays _itemsToCome;
    private int _depth;
    private int _offset;
    private bool _started;

    /// <summary>A reader at the first byte.</summary>
    public StatementReader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Whether the next byte is null.</summary>
    public readonly bool NextIsNull => _offset < _bytes.Length && _bytes[_offset] == StatementWriter.NullByte;

    /// <summary>Offset of the next item in bytes.</summary>
    public readonly int Offset => _offset;

    /// <summary>Whether the bytes are exactly one item of the profile, of whatever meaning.</summary>
    /// <param name="bytes">The encoded item.</param>
    /// <param name="reason">Why not, when not.</param>
    public static bool TryValidate(ReadOnlySpan<byte> bytes, out string reason)
    {
        var reader = new StatementReader(bytes);
        try
        {
            reader.Skip();
            reader.End();
        }
        catch (ProofFormatException refused)
        {
            reason = refused.Message;
            return false;
        }

        reason = "";
        return true;
    }

    /// <summary>The head of an array; its items follow. The count is at most the bytes that are left.</summary>
    public int Array()
    {
        var start = _offset;
        var count = Head(CborMajor.Array, "an array");
        if (_depth == DepthMax)
        {
            throw Refuse($"arrays are nested deeper than {DepthMax}", start);
        }

        var items = Fits(count, start, "an array promises more items than there are bytes");
        if (items == 0)
        {
            Close();
        }
        else
        {
            _itemsToCome[_depth++] = items;
        }

        return items;
    }

    /// <summary>The head of an array of exactly <paramref name="count"/> items.</summary>
    public void Array(int count)
    {
        var start = _offset;
        if (Array() != count)
        {
            throw Refuse($"an array of {count} items is expected", start);
        }
    }

    /// <summary>The head of a statement: an array of <paramref name="count"/> items, the first its type.</summary>
    public void Statement(ReadOnlySpan<byte> type, int count)
    {
        Array(count);
        var start = _offset;
        if (!Text().SequenceEqual(type))
        {
            throw Refuse($"a statement of type {Encoding.UTF8.GetString(type)} is expected", start);
        }
    }

    /// <summary>An unsigned integer of at most <paramref name="max"/>.</summary>
    public ulong UInt(ulong max = ulong.MaxValue)
    {
        var start = _offset;
        var value = Head(CborMajor.UnsignedInteger, "an unsigned integer");
        Close();
        return value <= max ? value : throw Refuse($"a number is above {max}", start);
    }

    /// <summary>A count, index or time: an unsigned integer below 2^63.</summary>
    public long Int64() => (long)UInt(long.MaxValue);

    /// <summary>An unsigned integer of at most <paramref name="max"/>, which is not negative.</summary>
    public int Int32(int max = int.MaxValue) => (int)UInt((ulong)max);

    /// <summary>A byte string; a view of the input.</summary>
    public ReadOnlySpan<byte> Bytes() => String(CborMajor.ByteString, "a byte string");

    /// <summary>A byte string of exactly <paramref name="size"/> bytes; a view of the input.</summary>
    public ReadOnlySpan<byte> Bytes(int size)
    {
        var start = _offset;
        var bytes = Bytes();
        return bytes.Length == size ? bytes : throw Refuse($"a byte string of {size} bytes is expected", start);
    }

    /// <summary>A hash: a byte string of 32 bytes.</summary>
    public Hash32 Hash() => new(Bytes(Hash32.Size));

    /// <summary>A hash, or null.</summary>
    public Hash32? HashOrNull() => TryNull() ? null : Hash();

    /// <summary>An amount in minor units: 16 bytes, big-endian two's complement.</summary>
    public Int128 Amount() => BinaryPrimitives.ReadInt128BigEndian(Bytes(StatementWriter.AmountSize));

    /// <summary>A text string as valid UTF-8; a view of the input.</summary>
    public ReadOnlySpan<byte> Text()
    {
        var start = _offset;
        var text = String(CborMajor.TextString, "a text string");
        return Utf8.IsValid(text) ? text : throw Refuse("a text is not valid UTF-8", start);
    }

    /// <summary>A text string of at most <paramref name="bytesMax"/> bytes of UTF-8.</summary>
    public string TextString(int bytesMax)
    {
        var start = _offset;
        var text = Text();
        return text.Length <= bytesMax
            ? Encoding.UTF8.GetString(text)
            : throw Refuse($"a text is longer than {bytesMax} bytes", start);
    }

    /// <summary>Reads null if it is next; reads nothing otherwise.</summary>
    public bool TryNull()
    {
        if (!NextIsNull)
        {
            return false;
        }

        Open();
        _offset++;
        Close();
        return true;
    }

    /// <summary>Reads one item of whatever type, with all that is in it.</summary>
    public void Skip()
    {
        var depth = _depth;
        do
        {
            SkipHead();
        }
        while (_depth > depth);
    }

    /// <summary>Nothing may follow, and nothing may be missing.</summary>
    public readonly void End()
    {
        if (_depth != 0 || !_started)
        {
            throw Refuse("items are missing", _offset);
        }

        if (_offset != _bytes.Length)
        {
            throw Refuse("bytes follow the end", _offset);
        }
    }

    private static ProofFormatException Refuse(string reason, int offset) => new(reason, offset);

    private void SkipHead()
    {
        if (TryNull())
        {
            return;
        }

        var major = _offset < _bytes.Length ? _bytes[_offset] >> 5 : -1;
        switch (major)
        {
            case (int)CborMajor.UnsignedInteger:
                UInt();
                break;
            case (int)CborMajor.ByteString:
                Bytes();
                break;
            case (int)CborMajor.TextString:
                Text();
                break;
            case (int)CborMajor.Array:
                Array();
                break;
            default:
                throw Refuse(major < 0 ? "items are missing" : "an item is of no type that statements have", _offset);
        }
    }

    private ReadOnlySpan<byte> String(CborMajor major, string expected)
    {
        var start = _offset;
        var length = Fits(Head(major, expected), start, "a string promises more than there is");
        var bytes = _bytes.Slice(_offset, length);
        _offset += length;
        Close();
        return bytes;
    }

    private readonly int Fits(ulong count, int start, string reason) =>
        count <= (ulong)(_bytes.Length - _offset) ? (int)count : throw Refuse(reason, start);

    private ulong Head(CborMajor major, string expected)
    {
        Open();
        var start = _offset;
        var first = _bytes[_offset];
        if (first >> 5 != (int)major)
        {
            throw Refuse($"{expected} is expected", start);
        }

        var info = first & 31;
        _offset++;
        return info < 24 ? (ulong)info : LongHead(info, start);
    }

    private ulong LongHead(int info, int start)
    {
        if (info > 27)
        {
            throw Refuse("an indefinite or reserved length", start);
        }

        var size = 1 << (info - 24);
        if (_bytes.Length - _offset < size)
        {
            throw Refuse("a head is cut off", start);
        }

        var rest = _bytes[_offset..];
        var (value, least) = info switch
        {
            24 => (rest[0], 24UL),
            25 => (BinaryPrimitives.ReadUInt16BigEndian(rest), 1UL << 8),
            26 => (BinaryPrimitives.ReadUInt32BigEndian(rest), 1UL << 16),
            _ => (BinaryPrimitives.ReadUInt64BigEndian(rest), 1UL << 32),
        };
        _offset += size;
        return value >= least ? value : throw Refuse("a head is longer than needed", start);
    }

    // An item may begin only where one is due: as the single outermost item, or within an open array.
    private void Open()
    {
        if ((_depth == 0 && _started) || _offset >= _bytes.Length)
        {
            throw Refuse(_offset >= _bytes.Length ? "items are missing" : "an item follows the end", _offset);
        }

        _started = true;
    }

    // An item is complete: it may be the last of the array around it, which may be the last of the next one.
    private void Close()
    {
        while (_depth > 0 && --_itemsToCome[_depth - 1] == 0)
        {
            _depth--;
        }
    }

    [InlineArray(DepthMax)]
    private struct OpenArrays
    {
        private int _first;
    }
}
