using System.Buffers;
using System.Numerics;

namespace VeritasVault.Proofs;

/// <summary>Receives the hashes of a tlog-tiles level as a frontier makes them, in order and without gaps.</summary>
/// <param name="tileLevel">0 for leaf hashes, 1 for the roots of 256 leaves, and so on.</param>
/// <param name="firstIndex">Place of the first hash within that level of the tree.</param>
/// <param name="hashes">At least one hash; valid during the call only.</param>
public delegate void TileHashSink(int tileLevel, long firstIndex, ReadOnlySpan<Hash32> hashes);

/// <summary>
/// The right edge of a growing Merkle tree (RFC 6962): the roots of its complete subtrees, one for each bit that is
/// set in its size. It is all that appending and the root need. Appending n leaves makes about n node hashes.
/// </summary>
/// <param name="hasher">Makes the node hashes, many at once where many leaves are appended.</param>
public sealed class MerkleFrontier(IMessageHasher hasher)
{
    private const int LevelsMax = 63;
    private const int TileHeight = 8;

    // _nodes[l] is the root of the complete subtree of 2^l leaves, where bit l of Size is set; stale otherwise.
    private readonly Hash32[] _nodes = new Hash32[LevelsMax];

    /// <summary>Leaves of the tree.</summary>
    public long Size { get; private set; }

    /// <summary>A frontier as <see cref="Nodes"/> gave it.</summary>
    /// <param name="hasher">As in the constructor.</param>
    /// <param name="size">Leaves of the tree.</param>
    /// <param name="nodes">The subtrees' roots, the largest first.</param>
    /// <exception cref="ArgumentException">The count of nodes does not fit the size.</exception>
    public static MerkleFrontier Restore(IMessageHasher hasher, long size, ReadOnlySpan<Hash32> nodes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        if (BitOperations.PopCount((ulong)size) != nodes.Length)
        {
            throw new ArgumentException("There is one node for each bit that is set in the size.", nameof(nodes));
        }

        var frontier = new MerkleFrontier(hasher) { Size = size };
        var next = 0;
        for (var level = LevelsMax - 1; level >= 0; level--)
        {
            if (frontier.Has(level))
            {
                frontier._nodes[level] = nodes[next++];
            }
        }

        return frontier;
    }

    /// <summary>The roots of the complete subtrees, the largest first.</summary>
    public Hash32[] Nodes()
    {
        var nodes = new Hash32[BitOperations.PopCount((ulong)Size)];
        var next = 0;
        for (var level = LevelsMax - 1; level >= 0; level--)
        {
            if (Has(level))
            {
                nodes[next++] = _nodes[level];
            }
        }

        return nodes;
    }

    /// <summary>The root of the tree; SHA-256 of nothing when it is empty.</summary>
    public Hash32 Root()
    {
        if (Size == 0)
        {
            return Hash32.OfNothing;
        }

        var level = BitOperations.TrailingZeroCount((ulong)Size);
        var root = _nodes[level];
        while (++level < LevelsMax)
        {
            if (Has(level))
            {
                root = MerkleHash.Node(_nodes[level], root);
            }
        }

        return root;
    }

    /// <summary>Appends one leaf by its hash.</summary>
    public void Append(in Hash32 leafHash)
    {
        var node = leafHash;
        var level = 0;
        for (; Has(level); level++)
        {
            node = MerkleHash.Node(_nodes[level], node);
        }

        _nodes[level] = node;
        Size++;
    }

    /// <summary>Appends many leaves by their hashes; every level of new nodes is one batch.</summary>
    /// <param name="leafHashes">In order.</param>
    /// <param name="sink">Receives what tlog-tiles keeps, the levels rising, so that tiles need no hash again.</param>
    public void Append(ReadOnlySpan<Hash32> leafHashes, TileHashSink? sink = null)
    {
        if (leafHashes.IsEmpty)
        {
            return;
        }

        // Each level may put one older node in front, so the room for them is left there.
        var rented = ArrayPool<Hash32>.Shared.Rent(LevelsMax + leafHashes.Length);
        leafHashes.CopyTo(rented.AsSpan(LevelsMax));
        AppendLevels(rented, leafHashes.Length, sink);
        ArrayPool<Hash32>.Shared.Return(rented);
        Size += leafHashes.Length;
    }

    // The new nodes of a level lie at [start, start + count) and are number Size >> level and following of it.
    private void AppendLevels(Span<Hash32> scratch, int count, TileHashSink? sink)
    {
        var start = LevelsMax;
        for (var level = 0; count > 0; level++)
        {
            if (level % TileHeight == 0)
            {
                sink?.Invoke(level / TileHeight, Size >> level, scratch.Slice(start, count));
            }

            if (Has(level))
            {
                scratch[--start] = _nodes[level];
                count++;
            }

            if ((count & 1) != 0)
            {
                _nodes[level] = scratch[start + count - 1];
            }

            count /= 2;
            hasher.HashPairs(scratch.Slice(start, 2 * count), scratch.Slice(start, count));
        }
    }

    private bool Has(int level) => ((Size >> level) & 1) != 0;
}
