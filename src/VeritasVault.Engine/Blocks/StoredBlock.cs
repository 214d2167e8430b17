using System.Runtime.InteropServices;
using VeritasVault.Core;
using VeritasVault.Proofs;
using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>
/// A durable block of which only what is asked for is read: a proof needs one record, one leaf and the end of a block
/// that may have a megabyte. Its hash is not checked: for who checks what it reads otherwise. Not thread-safe.
/// </summary>
internal sealed class StoredBlock
{
    // Most records are shorter; a longer one is read again as a whole.
    private const int RecordBytes = 1024;

    private readonly ILedgerStore _store;
    private byte[]? _end;
    private StoredBatches? _shared;

    /// <exception cref="RecordFormatException">The block is missing or not in its place.</exception>
    public StoredBlock(ILedgerStore store, long blockNo)
    {
        _store = store;
        Span<byte> header = stackalloc byte[BlockFormat.HeaderSize];
        if (!store.ReadBlock(blockNo, 0, header))
        {
            throw new RecordFormatException($"block {blockNo} is missing");
        }

        Header = BlockFormat.HeaderOf(header);
        if (Header.BlockNo != blockNo)
        {
            throw new RecordFormatException($"block {blockNo} is not in its place");
        }
    }

    public BlockHeader Header { get; }

    /// <summary>The block entry.</summary>
    public ReadOnlySpan<byte> BlockEntry => End[..Header.BlockEntryLength];

    /// <summary>The registry statement whose hash is in the block entry.</summary>
    public ReadOnlySpan<byte> Registry => End.Slice(Header.BlockEntryLength, Header.RegistryLength);

    /// <summary>The signed checkpoint.</summary>
    public ReadOnlySpan<byte> Checkpoint => End[^Header.CheckpointLength..];

    /// <summary>What the block stores once for many of its records; null when that is nothing.</summary>
    /// <exception cref="RecordFormatException">It is damaged.</exception>
    public StoredBatches? Shared => _shared ??= Header.SharedLength == 0
        ? null
        : StoredBatches.Read(Read(BlockFormat.HeaderSize + Header.BodyLength, Header.SharedLength));

    /// <summary>The leaf hash of a record's entry.</summary>
    public Hash32 Leaf(long recordNo)
    {
        var place = checked((int)(recordNo - Header.FirstRecordNo));
        Invariant.Holds(place >= 0 && place < Header.RecordCount);
        var leaf = Read(Header.LeavesOffset + (place * Hash256.Size), Hash256.Size);
        return MemoryMarshal.Read<Hash32>(leaf);
    }

    /// <summary>A record with its length, and at most a kilobyte of what follows.</summary>
    /// <param name="offset">Where its length is, within the records.</param>
    public byte[] Record(int offset)
    {
        if (offset < 0 || offset >= Header.BodyLength)
        {
            throw new RecordFormatException($"block {Header.BlockNo} has no record at byte {offset}");
        }

        var rest = Header.BodyLength - offset;
        var bytes = Read(BlockFormat.HeaderSize + offset, Math.Min(rest, RecordBytes));
        var reader = new ByteReader(bytes);
        var length = (long)reader.U32() + RecordWriter.LengthSize;
        return length <= bytes.Length || bytes.Length == rest
            ? bytes
            : Read(BlockFormat.HeaderSize + offset, (int)Math.Min(rest, length));
    }

    private ReadOnlySpan<byte> End => _end ??= Read(
        Header.LeavesOffset + Header.LeavesLength,
        Header.BlockEntryLength + Header.RegistryLength + Header.CheckpointLength);

    private byte[] Read(int offset, int length)
    {
        var bytes = new byte[length];
        return _store.ReadBlock(Header.BlockNo, offset, bytes)
            ? bytes
            : throw new RecordFormatException($"block {Header.BlockNo} is missing");
    }
}
