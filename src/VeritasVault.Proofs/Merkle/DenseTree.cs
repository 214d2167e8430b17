namespace VeritasVault.Proofs;

/// <summary>
/// A Merkle tree (RFC 6962) whose leaves are all in memory and may change in place, for registries and state trees.
/// Inner nodes are kept; changes are gathered and hashed in batches when a root or a path is next asked for, so that
/// changes close to each other share their inner nodes. Not safe for use by several threads at once, readers included.
/// </summary>
/// <param name="hasher">Makes the node hashes.</param>
public sealed class DenseTree(IMessageHasher hasher) : INodeSource
{
    /// <summary>Leaves a tree can have.</summary>
    public const int LeavesMax = 1 << 28;

    private const int BatchPairs = 128;

    // Level l holds the roots of all complete subtrees of 2^l leaves; entries at and above the count are unused.
    private readonly List<Hash32[]> _levels = [new Hash32[16]];
    private readonly Hash32[] _children = new Hash32[2 * BatchPairs];
    private readonly Hash32[] _parents = new Hash32[BatchPairs];

    // Leaves whose ancestors are out of date, in any order and perhaps repeated.
    private int[] _changed = new int[16];
    private int _changedCount;

    /// <summary>Leaves of the tree.</summary>
    public int Count { get; private set; }

    /// <summary>The hash of leaf <paramref name="index"/>.</summary>
    public Hash32 this[int index] => LeafAt(index);

    /// <summary>Appends a leaf by its hash.</summary>
    /// <exception cref="InvalidOperationException">The tree has <see cref="LeavesMax"/> leaves.</exception>
    public void Append(in Hash32 leafHash)
    {
        if (Count == LeavesMax)
        {
            throw new InvalidOperationException($"A tree has at most {LeavesMax} leaves.");
        }

        Room(0, Count + 1)[Count] = leafHash;
        Changed(Count++);
    }

    /// <summary>Appends leaves by their hashes, in order.</summary>
    public void Append(ReadOnlySpan<Hash32> leafHashes)
    {
        foreach (ref readonly var leafHash in leafHashes)
        {
            Append(leafHash);
        }
    }

    /// <summary>Puts another hash in the place of leaf <paramref name="index"/>.</summary>
    public void Update(int index, in Hash32 leafHash)
    {
        LeafAt(index) = leafHash;
        Changed(index);
    }

    /// <summary>The root over all leaves; SHA-256 of nothing when there are none.</summary>
    public Hash32 Root()
    {
        Refresh();
        return MerkleProver.Root(this, Count);
    }

    /// <summary>The path from the sibling of leaf <paramref name="index"/> up to a child of the root.</summary>
    public Hash32[] InclusionPath(int index)
    {
        Refresh();
        return MerkleProver.InclusionPath(this, index, Count);
    }

    /// <inheritdoc/>
    public Hash32 Node(int level, long index)
    {
        Refresh();
        return _levels[level].AsSpan(0, Count >> level)[(int)index];
    }

    private ref Hash32 LeafAt(int index) => ref _levels[0].AsSpan(0, Count)[index];

    private void Changed(int index)
    {
        if (_changedCount == _changed.Length)
        {
            // As many changes as leaves: bringing the tree up to date costs less than remembering more.
            if (_changedCount > Count)
            {
                Refresh();
            }
            else
            {
                Array.Resize(ref _changed, 2 * _changedCount);
            }
        }

        _changed[_changedCount++] = index;
    }

    private void Refresh()
    {
        var nodes = _changed.AsSpan(0, _changedCount);
        nodes.Sort();
        _changedCount = 0;
        for (var level = 0; !nodes.IsEmpty; level++)
        {
            var complete = Count >> (level + 1);
            var parents = Parents(nodes, complete);
            HashParents(_levels[level], Room(level + 1, complete), parents);
            nodes = parents;
        }
    }

    /// <summary>Overwrites sorted nodes by their parents, each once, as far as these are complete.</summary>
    private static Span<int> Parents(Span<int> nodes, int complete)
    {
        var count = 0;
        foreach (var node in nodes)
        {
            var parent = node >> 1;
            if (parent < complete && (count == 0 || nodes[count - 1] != parent))
            {
                nodes[count++] = parent;
            }
        }

        return nodes[..count];
    }

    private void HashParents(Hash32[] below, Hash32[] above, ReadOnlySpan<int> parents)
    {
        if (parents.IsEmpty)
        {
            return;
        }

        // A run without gaps, as appending makes it, is hashed where it lies.
        if (parents[^1] - parents[0] == parents.Length - 1)
        {
            var children = below.AsSpan(2 * parents[0], 2 * parents.Length);
            hasher.HashPairs(children, above.AsSpan(parents[0], parents.Length));
            return;
        }

        for (; !parents.IsEmpty; parents = parents[Math.Min(BatchPairs, parents.Length)..])
        {
            var batch = parents[..Math.Min(BatchPairs, parents.Length)];
            for (var i = 0; i < batch.Length; i++)
            {
                below.AsSpan(2 * batch[i], 2).CopyTo(_children.AsSpan(2 * i));
            }

            hasher.HashPairs(_children.AsSpan(0, 2 * batch.Length), _parents);
            for (var i = 0; i < batch.Length; i++)
            {
                above[batch[i]] = _parents[i];
            }
        }
    }

    private Hash32[] Room(int level, int count)
    {
        if (level == _levels.Count)
        {
            _levels.Add(new Hash32[Math.Max(16, count)]);
        }
        else if (_levels[level].Length < count)
        {
            var nodes = _levels[level];
            Array.Resize(ref nodes, Math.Max(count, 2 * nodes.Length));
            _levels[level] = nodes;
        }

        return _levels[level];
    }
}
