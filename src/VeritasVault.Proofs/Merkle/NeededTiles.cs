namespace VeritasVault.Proofs;

/// <summary>Says which tiles a proof needs, before any is fetched.</summary>
public static class NeededTiles
{
    /// <summary>
    /// For the inclusion path of leaf <paramref name="index"/> in the tree of <paramref name="size"/>.
    /// </summary>
    public static IReadOnlyList<TileAddress> ForInclusion(long index, long size)
    {
        var notes = new Notes(size);
        MerkleProver.InclusionPath(notes, index, size);
        return notes.Tiles;
    }

    /// <summary>For the consistency proof from <paramref name="oldSize"/> to <paramref name="newSize"/>.</summary>
    public static IReadOnlyList<TileAddress> ForConsistency(long oldSize, long newSize)
    {
        var notes = new Notes(newSize);
        MerkleProver.ConsistencyProof(notes, oldSize, newSize);
        return notes.Tiles;
    }

    /// <summary>For the root of the tree of <paramref name="size"/>.</summary>
    public static IReadOnlyList<TileAddress> ForRoot(long size)
    {
        var notes = new Notes(size);
        MerkleProver.Root(notes, size);
        return notes.Tiles;
    }

    // Runs the very code that makes the proof and writes down what it asks for; the hashes do not matter.
    private sealed class Notes(long treeSize) : INodeSource
    {
        public List<TileAddress> Tiles { get; } = [];

        public Hash32 Node(int level, long index)
        {
            var tile = TileAddress.OfNode(level, index, treeSize);
            if (!Tiles.Contains(tile))
            {
                Tiles.Add(tile);
            }

            return default;
        }
    }
}
