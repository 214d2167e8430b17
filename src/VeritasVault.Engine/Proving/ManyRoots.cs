using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>
/// Roots of many small Merkle trees at once (RFC 6962): level by level over all of them, so that the hasher gets many
/// pairs
/// in one call.
/// </summary>
internal sealed class ManyRoots(IMessageHasher hasher)
{
    private Hash32[] _nodes = new Hash32[64];
    private Hash32[] _pairs = new Hash32[64];
    private (int Start, int Count)[] _trees = new (int, int)[16];
    private int _treeCount;
    private int _nodeCount;

    /// <summary>Forgets all trees.</summary>
    public void Clear() => (_treeCount, _nodeCount) = (0, 0);

    /// <summary>Adds a tree of leaf hashes; its root comes out at its place among the trees.</summary>
    public void Add(ReadOnlySpan<Hash32> leaves)
    {
        if (_treeCount == _trees.Length)
        {
            Array.Resize(ref _trees, _treeCount * 2);
        }

        if (_nodeCount + leaves.Length > _nodes.Length)
        {
            Array.Resize(ref _nodes, Math.Max(_nodes.Length * 2, _nodeCount + leaves.Length));
            _pairs = new Hash32[_nodes.Length];
        }

        leaves.CopyTo(_nodes.AsSpan(_nodeCount));
        _trees[_treeCount++] = (_nodeCount, leaves.Length);
        _nodeCount += leaves.Length;
    }

    /// <summary>Computes all roots; they are there until the next <see cref="Clear"/>.</summary>
    public void Compute()
    {
        while (FoldOneLevel())
        {
        }
    }

    /// <summary>The root of the tree that was added as number <paramref name="tree"/>, from 0.</summary>
    public Hash32 this[int tree] => _trees[tree].Count == 0 ? Hash32.OfNothing : _nodes[_trees[tree].Start];

    // An odd last node of a level goes up unchanged, which gives the trees of RFC 6962.
    private bool FoldOneLevel()
    {
        var gathered = 0;
        for (var i = 0; i < _treeCount; i++)
        {
            var (start, count) = _trees[i];
            var even = count & ~1;
            _nodes.AsSpan(start, even).CopyTo(_pairs.AsSpan(gathered));
            gathered += even;
        }

        if (gathered == 0)
        {
            return false;
        }

        var parents = _pairs.AsSpan(0, gathered / 2);
        hasher.HashPairs(_pairs.AsSpan(0, gathered), parents);
        var taken = 0;
        for (var i = 0; i < _treeCount; i++)
        {
            var (start, count) = _trees[i];
            var half = count / 2;
            parents.Slice(taken, half).CopyTo(_nodes.AsSpan(start));
            taken += half;
            if ((count & 1) == 1 && count > 1)
            {
                _nodes[start + half] = _nodes[start + count - 1];
            }

            _trees[i] = (start, count - half);
        }

        return true;
    }
}
