using System.Numerics;

namespace VeritasVault.Proofs;

/// <summary>
/// Makes roots, inclusion paths and consistency proofs (RFC 6962, section 2.1) out of complete subtrees.
/// </summary>
public static class MerkleProver
{
    /// <summary>The root of the first <paramref name="size"/> leaves.</summary>
    public static Hash32 Root(INodeSource nodes, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        return size == 0 ? Hash32.OfNothing : RangeRoot(nodes, 0, size);
    }

    /// <summary>The path from the sibling of leaf <paramref name="index"/> up to a child of the root.</summary>
    /// <param name="nodes">The tree, with at least <paramref name="size"/> leaves.</param>
    /// <param name="index">The leaf, from 0 to size - 1.</param>
    /// <param name="size">Leaves of the tree that the path belongs to.</param>
    public static Hash32[] InclusionPath(INodeSource nodes, long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = new List<Hash32>();
        var (low, high) = (0L, size);
        while (high - low > 1)
        {
            var middle = low + SplitOf(high - low);
            if (index < middle)
            {
                path.Add(RangeRoot(nodes, middle, high));
                high = middle;
            }
            else
            {
                path.Add(RangeRoot(nodes, low, middle));
                low = middle;
            }
        }

        return Reversed(path);
    }

    /// <summary>
    /// The proof that the tree of <paramref name="newSize"/> leaves begins with that of <paramref name="oldSize"/>;
    /// empty when the sizes are equal.
    /// </summary>
    /// <param name="nodes">The tree, with at least <paramref name="newSize"/> leaves.</param>
    /// <param name="oldSize">At least 1: nothing is proven about the empty tree.</param>
    /// <param name="newSize">At least <paramref name="oldSize"/>.</param>
    public static Hash32[] ConsistencyProof(INodeSource nodes, long oldSize, long newSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(oldSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldSize, newSize);
        var proof = new List<Hash32>();
        var (low, high) = (0L, newSize);
        while (oldSize != high)
        {
            var middle = low + SplitOf(high - low);
            if (oldSize <= middle)
            {
                proof.Add(RangeRoot(nodes, middle, high));
                high = middle;
            }
            else
            {
                proof.Add(RangeRoot(nodes, low, middle));
                low = middle;
            }
        }

        // The old tree itself is known to the verifier; a part of it is not.
        if (low != 0)
        {
            proof.Add(RangeRoot(nodes, low, high));
        }

        return Reversed(proof);
    }

    /// <summary>The largest power of two below <paramref name="size"/>, which is at least 2.</summary>
    internal static long SplitOf(long size) => 1L << BitOperations.Log2((ulong)(size - 1));

    // A subtree of the tree: its first leaf is a multiple of a power of two that its size does not exceed. It falls
    // apart into complete subtrees of falling size, which are folded from the right.
    private static Hash32 RangeRoot(INodeSource nodes, long start, long end)
    {
        var level = BitOperations.Log2((ulong)(end - start));
        var left = nodes.Node(level, start >> level);
        var rest = start + (1L << level);
        return rest == end ? left : MerkleHash.Node(left, RangeRoot(nodes, rest, end));
    }

    private static Hash32[] Reversed(List<Hash32> hashes)
    {
        hashes.Reverse();
        return [.. hashes];
    }
}
