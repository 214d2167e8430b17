using System.Runtime.InteropServices;
using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>
/// The audit's log: reads the history into a state of its own, makes every entry again from its record, and compares
/// leaves, block entries, registries, roots, checkpoints and the stored tiles with what is there.
/// </summary>
internal sealed class LogCheck
{
    private readonly LedgerState _state = new();
    private readonly RecordReader _records;
    private readonly Action<LedgerRecord> _apply;
    private readonly Projection _projection;
    private readonly LogBuilder _log;
    private readonly Dictionary<int, (long Index, byte[] Hashes)> _tiles = [];
    private readonly CheckpointCheck _checkpoints;

    public LogCheck(Projection projection, IEd25519Verifier ed25519)
    {
        _records = new RecordReader(_state);
        _apply = _state.Apply;
        _projection = projection;
        _checkpoints = new CheckpointCheck(ed25519);
        _log = new LogBuilder(_state, new MerkleFrontier(MessageHasher.Best), MessageHasher.Best);
    }

    public long Entries { get; private set; }

    public long Checkpoints { get; private set; }

    /// <summary>Checks the next block.</summary>
    /// <exception cref="RecordFormatException">Its entries, or what closes it, are not what its records
    /// make.</exception>
    public void Check(ReadOnlySpan<byte> block)
    {
        var header = BlockFormat.Read(block);
        var keyBefore = _state.Identity.Key;
        _records.Shared = BlockFormat.Shared(block);
        _records.Shared?.Check();
        var body = BlockFormat.Body(block);
        var reader = new ByteReader(body);
        _log.Open();
        for (var i = 0; i < header.RecordCount; i++)
        {
            var start = reader.Offset + RecordWriter.LengthSize;
            var record = _records.Read(ref reader, header.FirstRecordNo + i, header.BaseTime, withBody: false);
            _log.AddSoon(record, body[start..reader.Offset], header.BlockNo, _apply);
        }

        var tail = _log.Close(header.BlockNo, CheckTile);
        Compare(BlockFormat.Leaves(block), header.FirstRecordNo);
        if (!BlockFormat.BlockEntry(block).SequenceEqual(tail.BlockEntry))
        {
            throw new RecordFormatException("its block entry is not what its records make");
        }

        if (!BlockFormat.Registry(block).SequenceEqual(tail.Registry))
        {
            throw new RecordFormatException("its registry statement is not that of the registry");
        }

        _checkpoints.Signed(block, tail.Checkpoint, keyBefore, _state.Identity.Key);
        Entries += _log.Leaves.Length;
        Checkpoints++;
    }

    private void Compare(ReadOnlySpan<Hash32> leaves, long firstRecordNo)
    {
        var same = leaves.CommonPrefixLength(_log.Leaves);
        if (same < _log.Leaves.Length - 1)
        {
            throw new RecordFormatException($"the entry of record {firstRecordNo + same} is not what its record makes");
        }

        if (same < Math.Max(leaves.Length, _log.Leaves.Length))
        {
            throw new RecordFormatException("its block entry is not what its records make");
        }
    }

    // The tiles are read anew each time one is left behind, and once more when it has grown beyond what was read.
    private void CheckTile(int level, long first, ReadOnlySpan<Hash32> hashes)
    {
        for (var i = 0; i < hashes.Length; i++)
        {
            var index = (first + i) / TileAddress.WidthMax;
            var place = (int)((first + i) % TileAddress.WidthMax);
            if (TileHash(level, index, place) != hashes[i])
            {
                throw new RecordFormatException($"tile {level}/{index} of the log is not what its entries make");
            }
        }
    }

    private Hash32 TileHash(int level, long index, int place)
    {
        if (!_tiles.TryGetValue(level, out var tile) || tile.Index != index
            || tile.Hashes.Length < (place + 1) * Hash32.Size)
        {
            lock (_projection.Gate)
            {
                tile = (index, _projection.Tiles.Read(new TileAddress(level, index, place + 1)).ToArray());
            }

            _tiles[level] = tile;
        }

        return MemoryMarshal.Cast<byte, Hash32>(tile.Hashes.AsSpan())[place];
    }
}
