using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VeritasVault.Proofs;

/// <summary>
/// Messages one after the other in a buffer, and their blocks as SHA-256 pads them (FIPS 180-4, section 5.1.1) but for
/// the length, which the last block of a message needs besides.
/// </summary>
/// <param name="bytes">All of them.</param>
/// <param name="first">Where the first message begins.</param>
/// <param name="ends">Where each ends and the next begins.</param>
internal readonly ref struct PackedMessages(ReadOnlySpan<byte> bytes, int first, ReadOnlySpan<int> ends)
{
    public const int BlockSize = 64;

    private const int HalfSize = BlockSize / 2;
    private const uint MarkAndLengthSize = 1 + sizeof(ulong);

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly int _first = first;
    private readonly ReadOnlySpan<int> _ends = ends;

    public int Count => _ends.Length;

    /// <summary>Message <paramref name="index"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Its end lies before its beginning or after all bytes.</exception>
    public ReadOnlySpan<byte> this[int index] => _bytes[Start(index).._ends[index]];

    // One bits for what a block has of a message, and the bit that follows a message, each to be read from 64 minus
    // the count of its bytes on; from 65 on where the message and its mark ended in the block before.
    private static ReadOnlySpan<byte> Kept =>
    [
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    private static ReadOnlySpan<byte> Mark =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>Blocks of a message: its bytes, the mark and the length.</summary>
    public static int BlocksOf(int length) =>
        unchecked((int)(((uint)length + MarkAndLengthSize + BlockSize - 1) / BlockSize));

    /// <summary>Bytes of a message that was found valid before.</summary>
    public int Length(int index) => unchecked(_ends[index] - Start(index));

    public int Start(int index) => index == 0 ? _first : _ends[index - 1];

    /// <summary>Writes 64 bytes of a message, with what follows it, and zeros after.</summary>
    /// <param name="position">Where they begin in the buffer; perhaps after its end.</param>
    /// <param name="remaining">Bytes of the message from there on; negative when it ended before.</param>
    /// <param name="block">Receives 64 bytes.</param>
    // The bytes of the messages that follow are read too and cut off: no step depends on the length, which would often
    // be guessed wrong. Only at the end of the buffer there may be too few.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CopyBlock(int position, int remaining, Span<byte> block)
    {
        var from = BlockSize - Math.Clamp(remaining, -1, BlockSize);
        if (position <= _bytes.Length - BlockSize)
        {
            Pad(_bytes.Slice(position, BlockSize), from, block);
        }
        else
        {
            PadLast(_bytes[Math.Min(position, _bytes.Length)..], from, block);
        }
    }

    private static void PadLast(ReadOnlySpan<byte> bytes, int from, Span<byte> block)
    {
        Span<byte> filled = stackalloc byte[BlockSize];
        bytes.CopyTo(filled);
        Pad(filled, from, block);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pad(ReadOnlySpan<byte> bytes, int from, Span<byte> block)
    {
        var kept = Kept.Slice(from, BlockSize);
        var mark = Mark.Slice(from, BlockSize);
        ((Vector256.Create(bytes) & Vector256.Create(kept)) | Vector256.Create(mark)).CopyTo(block);
        ((Vector256.Create(bytes[HalfSize..]) & Vector256.Create(kept[HalfSize..]))
            | Vector256.Create(mark[HalfSize..])).CopyTo(block[HalfSize..]);
    }
}
