using System.Buffers.Binary;
using System.Text;
using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>
/// The mark in a file of two slots, written in turn: a torn write costs the slot it hit, and the other still holds
/// the mark
/// before. The greater sequence number with a good CRC-32 is the mark (spec/blocks.md).
/// </summary>
/// <param name="path">The file; made when it is not there. It belongs outside the ledger's directory.</param>
public sealed class WitnessMarkFile(string path) : IWitnessMarkStore
{
    private const int SlotSize = 512;
    private const uint Magic = 0x314D_5656; // "VVM1" in little-endian order
    private const int OriginOffset = 4 + 8 + 8 + 8 + Hash256.Size + 2;
    private const int OriginBytesMax = SlotSize - OriginOffset - 4;

    private long _sequence = -1;

    /// <inheritdoc/>
    public WitnessMark? Read()
    {
        byte[] bytes;
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            bytes = new byte[2 * SlotSize];
            using var file = File.OpenRead(path);
            file.ReadExactly(bytes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LedgerException(
                LedgerFailure.WitnessUnreadable, $"the witness mark {path} cannot be read: {error.Message}", error);
        }

        var (first, firstNo) = Decode(bytes.AsSpan(0, SlotSize));
        var (second, secondNo) = Decode(bytes.AsSpan(SlotSize));
        var isFirst = firstNo > secondNo;
        _sequence = isFirst ? firstNo : secondNo;

        // A file without a good slot was damaged, for it is made whole: never taken for one that says nothing.
        return (isFirst ? first : second) ?? throw new LedgerException(
            LedgerFailure.WitnessUnreadable,
            $"the witness mark {path} is damaged; delete it only when another checkpoint confirms the ledger");
    }

    /// <inheritdoc/>
    public void Write(WitnessMark mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        if (_sequence < 0 && File.Exists(path))
        {
            _ = Read();
        }

        var next = _sequence + 1;
        if (!File.Exists(path))
        {
            Make(mark, next);
        }
        else
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write);
            file.Position = next % 2 * SlotSize;
            file.Write(Encode(mark, next));
            file.Flush(flushToDisk: true);
        }

        _sequence = next;
    }

    // A new file appears whole or not at all; one without a good slot would be taken for a damaged one.
    private void Make(WitnessMark mark, long sequence)
    {
        var temporary = path + ".new";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            var bytes = new byte[2 * SlotSize];
            Encode(mark, sequence).CopyTo(bytes.AsSpan((int)(sequence % 2 * SlotSize)));
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    private static byte[] Encode(WitnessMark mark, long sequence)
    {
        var slot = new byte[SlotSize];
        BinaryPrimitives.WriteUInt32LittleEndian(slot, Magic);
        BinaryPrimitives.WriteInt64LittleEndian(slot.AsSpan(4), sequence);
        BinaryPrimitives.WriteInt64LittleEndian(slot.AsSpan(12), mark.BlockNo);
        BinaryPrimitives.WriteInt64LittleEndian(slot.AsSpan(20), mark.Size);
        mark.Root.Write(slot.AsSpan(28));
        var length = Encoding.UTF8.GetBytes(mark.Origin, slot.AsSpan(OriginOffset, OriginBytesMax));
        BinaryPrimitives.WriteUInt16LittleEndian(slot.AsSpan(OriginOffset - 2), (ushort)length);
        BinaryPrimitives.WriteUInt32LittleEndian(slot.AsSpan(SlotSize - 4), Crc32.Of(slot.AsSpan(0, SlotSize - 4)));
        return slot;
    }

    private static (WitnessMark? Mark, long Sequence) Decode(ReadOnlySpan<byte> slot)
    {
        var length = BinaryPrimitives.ReadUInt16LittleEndian(slot[(OriginOffset - 2)..]);
        if (BinaryPrimitives.ReadUInt32LittleEndian(slot) != Magic || length > OriginBytesMax
            || BinaryPrimitives.ReadUInt32LittleEndian(slot[^4..]) != Crc32.Of(slot[..^4]))
        {
            return (null, -1);
        }

        var mark = new WitnessMark(
            Encoding.UTF8.GetString(slot.Slice(OriginOffset, length)),
            BinaryPrimitives.ReadInt64LittleEndian(slot[12..]),
            BinaryPrimitives.ReadInt64LittleEndian(slot[20..]),
            Hash256.Read(slot[28..]));
        return (mark, BinaryPrimitives.ReadInt64LittleEndian(slot[4..]));
    }
}
