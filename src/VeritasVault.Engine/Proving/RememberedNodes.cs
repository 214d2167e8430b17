using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>
/// Nodes of the log's tree that take many hashes to make, remembered from proof to proof: a complete subtree never
/// changes, whatever the log grows to. Bounded: a node takes the place of another. Nobody relies on what is remembered:
/// each path is checked against a signed root. The projection's gate is held.
/// </summary>
internal sealed class RememberedNodes
{
    // Below that a node is made of so few hashes that it is as soon made as found.
    private const int LevelMin = 4;

    // Two for each of the 16 levels above in a log of thousands of tiles; 48 bytes each, 786 kB.
    private const int NodesMax = 16_384;

    private Known[] _known = [];

    /// <summary>The same tree, with what is remembered of it.</summary>
    public INodeSource Of(INodeSource nodes) => new Source(nodes, this);

    private Hash32 Node(INodeSource nodes, int level, long index)
    {
        if (level < LevelMin)
        {
            return nodes.Node(level, index);
        }

        if (_known.Length == 0)
        {
            _known = new Known[NodesMax];
        }

        ref var known = ref _known[PlaceOf(level, index)];
        if (known.Level != level || known.Index != index)
        {
            known = new Known(level, index, nodes.Node(level, index));
        }

        return known.Hash;
    }

    // Odd, from the golden ratio: neighbours lie far apart, and so do levels.
    private static int PlaceOf(int level, long index) =>
        (int)(unchecked(((ulong)index + ((ulong)level << 57)) * 0x9E37_79B9_7F4A_7C15) >> 50);

    private readonly record struct Known(int Level, long Index, Hash32 Hash);

    private sealed class Source(INodeSource nodes, RememberedNodes remembered) : INodeSource
    {
        public Hash32 Node(int level, long index) => remembered.Node(nodes, level, index);
    }
}
