using VeritasVault.Core;
using VeritasVault.Proofs;
using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>
/// Reads the log of the durable blocks: checkpoints, entries' places and paths. Blocks are read in parts, without their
/// hash: what is proven is checked against a signed root instead. The projection's gate is held.
/// </summary>
internal sealed class LogReader(ILedgerStore store, Projection projection)
{
    // Most of a proof is in one block.
    private StoredBlock? _last;

    // An entry and its block entry are neighbours: their paths share nearly all tiles.
    private (long Size, INodeSource? Source) _nodes;

    /// <summary>A block, of which what is asked for is read.</summary>
    /// <exception cref="RecordFormatException">It is missing or not in its place.</exception>
    public StoredBlock Block(long blockNo) =>
        _last is { } last && last.Header.BlockNo == blockNo ? last : _last = new StoredBlock(store, blockNo);

    /// <summary>A record of the past.</summary>
    /// <exception cref="RecordFormatException">There is no such record.</exception>
    public SettlementRecord Settlement(RecordRef place, bool withBody)
    {
        var block = Block(place.BlockNo);
        var reader = new ByteReader(block.Record(place.Offset));
        return new RecordReader(projection.State) { Shared = block.Shared }
            .Read(ref reader, place.RecordNo, block.Header.BaseTime, withBody) as SettlementRecord
            ?? throw new RecordFormatException($"record {place.RecordNo} is about no settlement");
    }

    /// <summary>The log's name when a record was written.</summary>
    public LedgerOrigin OriginAt(long recordNo) =>
        projection.State.Identity.Origins.Last(origin => origin.RecordNo <= recordNo);

    /// <summary>The key that signed a block's checkpoint; where the block rotates it, the new one.</summary>
    public PublicKey KeyAt(long blockNo)
    {
        if (blockNo == projection.BlockNo)
        {
            return projection.State.Identity.Key;
        }

        var header = Block(blockNo).Header;
        return projection.State.Identity.Keys
            .Last(key => key.RecordNo < header.FirstRecordNo + header.RecordCount).Key;
    }

    /// <summary>The last block whose checkpoint has that origin.</summary>
    public long LastBlockOf(LedgerOrigin origin)
    {
        var origins = projection.State.Identity.Origins;
        return origin.Index + 1 == origins.Count
            ? projection.BlockNo
            : BlockOfRecord(origins[origin.Index + 1].RecordNo) - 1;
    }

    /// <summary>The block whose checkpoint has that many entries; 0 when none has.</summary>
    public long BlockOfSize(long size)
    {
        var blockNo = First(block => SizeAfter(block.Header) >= size);
        return blockNo <= projection.BlockNo && SizeAfter(Block(blockNo).Header) == size ? blockNo : 0;
    }

    /// <summary>The signed checkpoint of a block.</summary>
    public SignedCheckpoint CheckpointOf(long blockNo)
    {
        var note = blockNo == projection.BlockNo && projection.CheckpointNote is { } newest
            ? newest
            : Block(blockNo).Checkpoint.ToArray();
        return new SignedCheckpoint(LedgerExport.CheckpointIn(note), note);
    }

    /// <summary>The path of an entry under a checkpoint, checked against its root.</summary>
    /// <exception cref="RecordFormatException">The stored tree is not the one that was signed.</exception>
    public Hash32[] Path(long index, in Hash32 leaf, Checkpoint checkpoint)
    {
        if (_nodes.Source is null || _nodes.Size != checkpoint.Size)
        {
            _nodes = (checkpoint.Size, projection.TreeNodes.Of(projection.Tiles.Nodes(checkpoint.Size)));
        }

        var path = MerkleProver.InclusionPath(_nodes.Source, index, checkpoint.Size);
        return MerkleProof.IsIncluded(leaf, index, checkpoint.Size, path, checkpoint.Root)
            ? path
            : throw new RecordFormatException($"entry {index} of the log is not under its checkpoint");
    }

    /// <summary>The proof that one tree begins with another, checked when the older checkpoint is known.</summary>
    public Hash32[] Consistency(long oldSize, long newSize) =>
        MerkleProver.ConsistencyProof(projection.Tiles.Nodes(newSize), oldSize, newSize);

    private static long SizeAfter(in BlockHeader header) =>
        header.FirstRecordNo + header.RecordCount - 1 + header.BlockNo;

    private long BlockOfRecord(long recordNo) =>
        First(block => block.Header.FirstRecordNo + block.Header.RecordCount > recordNo);

    // The first block for which something holds that holds for all later ones; one beyond the last when for none.
    private long First(Func<StoredBlock, bool> holds)
    {
        var (low, high) = (1L, projection.BlockNo + 1);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = holds(Block(middle)) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}

/// <summary>A checkpoint and the note that says so.</summary>
/// <param name="Checkpoint">Origin, size, root.</param>
/// <param name="Note">The signed note, verbatim.</param>
internal sealed record SignedCheckpoint(Checkpoint Checkpoint, byte[] Note);
