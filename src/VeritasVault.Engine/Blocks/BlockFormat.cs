using System.Buffers.Binary;
using System.Runtime.InteropServices;
using VeritasVault.Core;
using VeritasVault.Proofs;
using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>
/// The stored form of a block: one value of header, records, what many of them share, what the log says of them,
/// and SHA-256 of it all. The header carries the hash of the
/// block before, so the blocks are a chain and damage or a swapped block shows.
/// </summary>
internal static class BlockFormat
{
    public const int HeaderSize = 4 + 8 + 8 + 4 + 8 + 8 + Hash256.Size + 4 + 4 + 4 + 4 + 4;
    public const int TrailerSize = Hash256.Size;

    private const uint Magic = 0x3342_5656; // "VVB3" in little-endian order: format 3

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
        BinaryPrimitives.WriteInt32LittleEndian(destination[76..], header.BlockEntryLength);
        BinaryPrimitives.WriteInt32LittleEndian(destination[80..], header.RegistryLength);
        BinaryPrimitives.WriteInt32LittleEndian(destination[84..], header.CheckpointLength);
        BinaryPrimitives.WriteInt32LittleEndian(destination[88..], header.SharedLength);
    }

    /// <summary>Reads and checks a whole block: magic, lengths and its hash.</summary>
    /// <exception cref="RecordFormatException">It is damaged or of another format.</exception>
    public static BlockHeader Read(ReadOnlySpan<byte> bytes)
    {
        var header = Header(bytes);
        if (Hash256.Of(bytes[..^TrailerSize]) != HashIn(bytes))
        {
            throw new RecordFormatException($"block {header.BlockNo} is damaged: its hash differs");
        }

        return header;
    }

    /// <summary>Reads the header and checks the lengths, but not the hash: for who checks what it reads
    /// otherwise.</summary>
    /// <exception cref="RecordFormatException">It is cut short or of another format.</exception>
    public static BlockHeader Header(ReadOnlySpan<byte> bytes)
    {
        var header = HeaderOf(bytes);
        if (header.Length != bytes.Length)
        {
            throw new RecordFormatException($"block {header.BlockNo} is cut short or too long");
        }

        return header;
    }

    /// <summary>Reads the header alone; of the rest only its first bytes need to be there.</summary>
    /// <exception cref="RecordFormatException">It is cut short, of another format, or impossible.</exception>
    public static BlockHeader HeaderOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderSize || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic)
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
            BinaryPrimitives.ReadInt32LittleEndian(bytes[72..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[76..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[80..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[84..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[88..]));
        if (header.RecordCount < 0 || header.BodyLength < 0 || header.SharedLength < 0 || header.BlockEntryLength < 0
            || header.RegistryLength < 0 || header.CheckpointLength < 0
            || header.Length > StoreLimits.BlockBytesMax)
        {
            throw new RecordFormatException($"block {header.BlockNo} has impossible lengths");
        }

        return header;
    }

    /// <summary>The hash at the end of a whole block.</summary>
    public static Hash256 HashIn(ReadOnlySpan<byte> bytes) => Hash256.Read(bytes[^TrailerSize..]);

    /// <summary>The records.</summary>
    public static ReadOnlySpan<byte> Body(ReadOnlySpan<byte> bytes)
    {
        var header = Header(bytes);
        return bytes.Slice(HeaderSize, header.BodyLength);
    }

    /// <summary>What the block stores once for many of its records; null when that is nothing.</summary>
    /// <exception cref="RecordFormatException">It is damaged.</exception>
    public static StoredBatches? Shared(ReadOnlySpan<byte> bytes)
    {
        var header = Header(bytes);
        return StoredBatches.Read(bytes.Slice(HeaderSize + header.BodyLength, header.SharedLength));
    }

    /// <summary>The leaf hashes of its entries, that of the block entry last.</summary>
    public static ReadOnlySpan<Hash32> Leaves(ReadOnlySpan<byte> bytes)
    {
        var header = Header(bytes);
        return MemoryMarshal.Cast<byte, Hash32>(bytes.Slice(header.LeavesOffset, header.LeavesLength));
    }

    /// <summary>The block entry.</summary>
    public static ReadOnlySpan<byte> BlockEntry(ReadOnlySpan<byte> bytes)
    {
        var header = Header(bytes);
        return bytes.Slice(header.LeavesOffset + header.LeavesLength, header.BlockEntryLength);
    }

    /// <summary>The registry statement whose hash is in the block entry.</summary>
    public static ReadOnlySpan<byte> Registry(ReadOnlySpan<byte> bytes)
    {
        var header = Header(bytes);
        return bytes[..^(TrailerSize + header.CheckpointLength)][^header.RegistryLength..];
    }

    /// <summary>The signed checkpoint.</summary>
    public static ReadOnlySpan<byte> Checkpoint(ReadOnlySpan<byte> bytes)
    {
        var header = Header(bytes);
        return bytes[..^TrailerSize][^header.CheckpointLength..];
    }
}

/// <summary>What a block says of itself.</summary>
/// <param name="BlockNo">Place in the chain, counted from 1.</param>
/// <param name="FirstRecordNo">Number of its first record.</param>
/// <param name="RecordCount">How many records it has, at least 1.</param>
/// <param name="FirstEventNo">Number of its first event.</param>
/// <param name="BaseTime">Time of its first record; the others count from it.</param>
/// <param name="PreviousHash">Hash of the block before; zero for the first.</param>
/// <param name="BodyLength">Bytes of its records.</param>
/// <param name="BlockEntryLength">Bytes of its block entry.</param>
/// <param name="RegistryLength">Bytes of its registry statement.</param>
/// <param name="CheckpointLength">Bytes of its signed checkpoint.</param>
/// <param name="SharedLength">Bytes of what it stores once for many of its records.</param>
internal readonly record struct BlockHeader(
    long BlockNo,
    long FirstRecordNo,
    int RecordCount,
    long FirstEventNo,
    Timestamp BaseTime,
    Hash256 PreviousHash,
    int BodyLength,
    int BlockEntryLength,
    int RegistryLength,
    int CheckpointLength,
    int SharedLength)
{
    /// <summary>Where the leaf hashes begin.</summary>
    public int LeavesOffset => BlockFormat.HeaderSize + BodyLength + SharedLength;

    /// <summary>Bytes of the leaf hashes: one for each record, and one for the block entry.</summary>
    public int LeavesLength => (RecordCount + 1) * Hash256.Size;

    /// <summary>Bytes of the whole block.</summary>
    public long Length => (long)BlockFormat.HeaderSize + BodyLength + SharedLength + ((RecordCount + 1L) * Hash256.Size)
        + BlockEntryLength + RegistryLength + CheckpointLength + BlockFormat.TrailerSize;
}
