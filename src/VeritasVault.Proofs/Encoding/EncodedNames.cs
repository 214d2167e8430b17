using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace VeritasVault.Proofs;

/// <summary>
/// Names as statements spell them, each encoded once: a table that only grows, by the index that a registry gave.
/// </summary>
public sealed class EncodedNames
{
    // Behind the last item, so that copies may read whole vectors.
    private const int Slack = 32;

    private readonly StatementWriter _writer = new(LogEntry.NameBytesMax + Slack);
    private byte[] _bytes = new byte[1024];
    private int[] _ends = new int[64];
    private ulong[] _keys = new ulong[64];

    /// <summary>Names in the table.</summary>
    public int Count { get; private set; }

    /// <summary>Adds the next name.</summary>
    /// <exception cref="ArgumentException">It is longer than names are.</exception>
    public void Add(string name)
    {
        _writer.Clear();
        _writer.Text(name);
        var item = _writer.Written;
        var start = Count == 0 ? 0 : _ends[Count - 1];
        if (item.Length - HeadSize(item) > LogEntry.NameBytesMax)
        {
            throw new ArgumentException($"A name has at most {LogEntry.NameBytesMax} bytes.", nameof(name));
        }

        Room(start + item.Length + Slack);
        item.CopyTo(_bytes.AsSpan(start));
        Span<byte> first = stackalloc byte[sizeof(ulong)];
        var text = item[HeadSize(item)..];
        text[..Math.Min(text.Length, first.Length)].CopyTo(first);
        _keys[Count] = BinaryPrimitives.ReadUInt64BigEndian(first);
        _ends[Count++] = start + item.Length;
    }

    /// <summary>The order of two names as bytes.</summary>
    /// <returns>Negative where the first sorts first, 0 where they are one.</returns>
    public int Compare(int first, int second)
    {
        // Eight bytes decide, but for names that begin alike.
        var (key, other) = (_keys.AsSpan(0, Count)[first], _keys.AsSpan(0, Count)[second]);
        return key != other ? (key < other ? -1 : 1)
            : first == second ? 0
            : Text(first).SequenceCompareTo(Text(second));
    }

    /// <summary>A name with its head; behind it there is room for reading whole vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref byte Item(int index, out int size)
    {
        var ends = _ends.AsSpan(0, Count);
        var start = index == 0 ? 0 : ends[index - 1];
        size = unchecked(ends[index] - start);
        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_bytes), start);
    }

    private ReadOnlySpan<byte> Text(int index)
    {
        var item = _bytes.AsSpan((index == 0 ? 0 : _ends[index - 1]).._ends[index]);
        return item[HeadSize(item)..];
    }

    // Texts of up to 23 bytes have a head of one byte, longer names one of two.
    private static int HeadSize(ReadOnlySpan<byte> item) => (item[0] & 31) < 24 ? 1 : 2;

    private void Room(int size)
    {
        if (_bytes.Length < size)
        {
            Array.Resize(ref _bytes, Math.Max(size, 2 * _bytes.Length));
        }

        if (_ends.Length == Count)
        {
            Array.Resize(ref _ends, 2 * Count);
            Array.Resize(ref _keys, 2 * Count);
        }
    }
}
