using System.Runtime.InteropServices;

namespace VeritasVault.Proofs;

/// <summary>
/// Reads a hash tile: its hashes one after the other, at least as many as its width; more are not looked at.
/// </summary>
public delegate ReadOnlyMemory<byte> TileReader(TileAddress tile);

/// <summary>
/// A tree in tiles (C2SP tlog-tiles), of which only what a proof needs is read: at most two tiles a level. Made for one
/// proof or a few: it remembers the last tile of each level.
/// </summary>
/// <param name="read">Reads a tile.</param>
/// <param name="treeSize">Leaves of the tree.</param>
/// <param name="hasher">Makes the nodes between the levels of tiles.</param>
public sealed class TileNodes(TileReader read, long treeSize, IMessageHasher hasher) : INodeSource
{
    private const int LevelsMax = 8;

    private readonly Hash32[] _scratch = new Hash32[TileAddress.WidthMax];
    private readonly (TileAddress Address, ReadOnlyMemory<byte> Hashes)?[] _last =
        new (TileAddress, ReadOnlyMemory<byte>)?[LevelsMax];

    /// <inheritdoc/>
    /// <exception cref="ProofFormatException">A tile is shorter than its width.</exception>
    public Hash32 Node(int level, long index)
    {
        var hashes = Tile(TileAddress.OfNode(level, index, treeSize));
        var first = (int)(TileAddress.FirstHashOf(level, index) % TileAddress.WidthMax);
        var count = 1 << (level % TileAddress.Height);
        var under = _scratch.AsSpan(0, count);
        hashes.Slice(first, count).CopyTo(under);
        return MerkleHash.FoldToRoot(under, hasher);
    }

    private ReadOnlySpan<Hash32> Tile(TileAddress address)
    {
        if (_last[address.Level] is not { } last || last.Address != address)
        {
            last = (address, read(address));
            if (last.Hashes.Length / Hash32.Size < address.Width)
            {
                throw new ProofFormatException($"{address.Path} is shorter than its width", last.Hashes.Length);
            }

            _last[address.Level] = last;
        }

        return MemoryMarshal.Cast<byte, Hash32>(last.Hashes.Span)[..address.Width];
    }
}
