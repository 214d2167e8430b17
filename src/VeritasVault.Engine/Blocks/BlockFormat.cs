using System.Buffers.Binary;
using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>
/// The stored form of a block: one value of header, records and SHA-256 of both. The header carries the hash of the
/// block before, so the blocks are a chain and damage or a swapped block shows.
/// </summary>
internal static class BlockFormat
{
    public const int HeaderSize = 4 + 8 + 8 + 4 + 8 + 8 + Hash256.Size + 4;
    public const int TrailerSize = Hash256.Size;

    private const uint Magic = 0x3142_5656; // "VVB1" in little-endian order: format 1

    public static void WriteHeader(Span<byte> destination, in BlockHeader header)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, Magic);
        BinaryPrimitives.WriteInt64LittleEndian(destination[4..], header.BlockNo);
        BinaryPrimitives.WriteInt64LittleEndian(destination[12..], header.FirstRecordNo);
        BinaryPrimitives.WriteInt32LittleEndian(destination[20..], header.RecordCount);
        BinaryPrimitives.WriteInt64LittleEndian(destination[24..], header.FirstEventNo);
        BinaryPrimitives.WriteInt64LittleEndian(destination[32..], header.BaseTime.Micros);
        header.PreviousHash.Write(destination[40..]);
        BinaryPrimitives.WriteInt32LittleEndian(destination[72..], header.BodyLength);
    }

    /// <summary>Reads the header and checks what the block says of itself: magic, lengths, hash.</summary>
    /// <exception cref="RecordFormatException">The bytes are no intact block of this version.</exception>
    public static BlockHeader Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderSize + TrailerSize || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic)
        {
            throw new RecordFormatException("not a block of this version");
        }

        var header = new BlockHeader(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[4..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[12..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[20..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
            new Timestamp(BinaryPrimitives.ReadInt64LittleEndian(bytes[32..])),
            Hash256.Read(bytes[40..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[72..]));
        if (header.BodyLength != bytes.Length - HeaderSize - TrailerSize)
        {
            throw new RecordFormatException($"block {header.BlockNo} is cut short or too long");
        }

        if (Hash256.Of(bytes[..^TrailerSize]) != HashIn(bytes))
        {
            throw new RecordFormatException($"block {header.BlockNo} is damaged: its hash differs");
        }

        return header;
    }

    public static Hash256 HashIn(ReadOnlySpan<byte> bytes) => Hash256.Read(bytes[^TrailerSize..]);

    public static ReadOnlySpan<byte> Body(ReadOnlySpan<byte> bytes) => bytes[HeaderSize..^TrailerSize];
}

/// <summary>What a block says of itself.</summary>
/// <param name="BlockNo">Place in the chain, counted from 1.</param>
/// <param name="FirstRecordNo">Number of its first record.</param>
/// <param name="RecordCount">How many records it has, at least 1.</param>
/// <param name="FirstEventNo">Number of its first event.</param>
/// <param name="BaseTime">Time of its first record; the others count from it.</param>
/// <param name="PreviousHash">Hash of the block before; zero for the first.</param>
/// <param name="BodyLength">Bytes of its records.</param>
internal readonly record struct BlockHeader(
    long BlockNo,
    long FirstRecordNo,
    int RecordCount,
    long FirstEventNo,
    Timestamp BaseTime,
    Hash256 PreviousHash,
    int BodyLength);
