using System.Buffers.Binary;

namespace VeritasVault.Proofs;

/// <summary>Messages one after the other in a buffer, and their blocks as SHA-256 pads them (FIPS 180-4, section
/// 5.1.1).</summary>
/// <param name="bytes">All of them.</param>
/// <param name="first">Where the first message begins.</param>
/// <param name="ends">Where each ends and the next begins.</param>
internal readonly ref struct PackedMessages(ReadOnlySpan<byte> bytes, int first, ReadOnlySpan<int> ends)
{
    public const int BlockSize = 64;

    /// <summary>The bit that follows a message, with seven zeros.</summary>
    public const byte Mark = 0x80;

    private const uint MarkAndLengthSize = 1 + sizeof(ulong);

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly int _first = first;
    private readonly ReadOnlySpan<int> _ends = ends;

    public int Count => _ends.Length;

    /// <summary>Message <paramref name="index"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Its end lies before its beginning or after all bytes.</exception>
    public ReadOnlySpan<byte> this[int index] => _bytes[(index == 0 ? _first : _ends[index - 1]).._ends[index]];

    /// <summary>Blocks of a message: its bytes, the mark and the length.</summary>
    public static int BlocksOf(int length) =>
        unchecked((int)(((uint)length + MarkAndLengthSize + BlockSize - 1) / BlockSize));

    /// <summary>Writes a message with what follows it.</summary>
    /// <param name="index">The message.</param>
    /// <param name="blocks">Receives them; at least <see cref="BlocksOf"/> its length.</param>
    /// <returns>How many blocks it has.</returns>
    public int CopyPadded(int index, Span<byte> blocks)
    {
        var message = this[index];
        var count = BlocksOf(message.Length);
        blocks = blocks[..(count * BlockSize)];
        message.CopyTo(blocks);
        blocks[message.Length] = Mark;
        blocks[(message.Length + 1)..^sizeof(ulong)].Clear();
        BinaryPrimitives.WriteUInt64BigEndian(blocks[^sizeof(ulong)..], 8UL * (ulong)message.Length);
        return count;
    }
}
