using System.Runtime.InteropServices;
using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>
/// The audit's log: makes every entry again from its record, and compares leaves, block entries, registries, roots,
/// checkpoints and the stored tiles with what is there.
/// </summary>
internal sealed class LogCheck
{
    private readonly LedgerState _state;
    private readonly Projection _projection;
    private readonly LogBuilder _log;
    private readonly Dictionary<int, (long Index, byte[] Hashes)> _tiles = [];
    private readonly CheckpointCheck _checkpoints;
    private byte[] _leaves = [];
    private PublicKey _keyBefore;
    private int _next;

    public LogCheck(LedgerState state, Projection projection, IEd25519Verifier ed25519)
    {
        _state = state;
        _projection = projection;
        _checkpoints = new CheckpointCheck(ed25519);
        _log = new LogBuilder(state, new MerkleFrontier(MessageHasher.Best), MessageHasher.Best);
    }

    public long Entries { get; private set; }

    public long Checkpoints { get; private set; }

    /// <summary>Begins a block.</summary>
    public void Open(ReadOnlySpan<byte> block)
    {
        _leaves = MemoryMarshal.AsBytes(BlockFormat.Leaves(block)).ToArray();
        _next = 0;
        _keyBefore = _state.Identity.Key;
        _log.Open();
    }

    /// <summary>Applies the next record, and compares its entry with the one on record.</summary>
    /// <exception cref="RecordFormatException">They differ.</exception>
    public void Check(LedgerRecord record, ReadOnlySpan<byte> bytes, Action<LedgerRecord> apply)
    {
        _log.Add(record, bytes, BlockNo, apply);
        if (_log.Leaves[_next] != Leaf(_next))
        {
            throw new RecordFormatException($"the entry of record {record.RecordNo} is not what its record makes");
        }

        _next++;
        Entries++;
    }

    /// <summary>Ends a block.</summary>
    /// <exception cref="RecordFormatException">What closes it is not what its entries make.</exception>
    public void Close(ReadOnlySpan<byte> block)
    {
        var tail = _log.Close(BlockNo, CheckTile);
        if (_log.Leaves[_next] != Leaf(_next) || !BlockFormat.BlockEntry(block).SequenceEqual(tail.BlockEntry))
        {
            throw new RecordFormatException("its block entry is not what its records make");
        }

        if (!BlockFormat.Registry(block).SequenceEqual(tail.Registry))
        {
            throw new RecordFormatException("its registry statement is not that of the registry");
        }

        _checkpoints.Signed(block, tail.Checkpoint, _keyBefore, _state.Identity.Key);
        Entries++;
        Checkpoints++;
        BlockNo++;
    }

    private long BlockNo { get; set; } = 1;

    private Hash32 Leaf(int place) => MemoryMarshal.Cast<byte, Hash32>(_leaves.AsSpan())[place];

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
