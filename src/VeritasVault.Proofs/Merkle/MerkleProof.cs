namespace VeritasVault.Proofs;

/// <summary>
/// Verifies inclusion paths and consistency proofs as RFC 9162, sections 2.1.3.2 and 2.1.4.2, lays down. A proof has
/// exactly the length that index and sizes ask for: one hash more or less is refused, so that hostile proofs cost at
/// most 63 steps.
/// </summary>
public static class MerkleProof
{
    /// <summary>Hashes of a path or consistency proof: no tree below 2^63 leaves needs more.</summary>
    public const int HashesMax = 63;

    /// <summary>
    /// Whether the leaf hash is number <paramref name="index"/> of the <paramref name="size"/> under the root.
    /// </summary>
    public static bool IsIncluded(
        in Hash32 leafHash, long index, long size, ReadOnlySpan<Hash32> path, in Hash32 root) =>
        TryRoot(leafHash, index, size, path, out var computed) && computed == root;

    /// <summary>The root that a path leads to.</summary>
    /// <param name="leafHash">The hash of the leaf, not the leaf.</param>
    /// <param name="index">Refused unless 0 ≤ index &lt; size.</param>
    /// <param name="size">Leaves of the tree.</param>
    /// <param name="path">From the leaf's sibling upwards.</param>
    /// <param name="root">What the path leads to.</param>
    public static bool TryRoot(in Hash32 leafHash, long index, long size, ReadOnlySpan<Hash32> path, out Hash32 root)
    {
        root = leafHash;
        if (index < 0 || index >= size)
        {
            return false;
        }

        var (node, last) = (index, size - 1);
        foreach (ref readonly var sibling in path)
        {
            if (last == 0)
            {
                return false;
            }

            if (IsOdd(node) || node == last)
            {
                root = MerkleHash.Node(sibling, root);
                SkipLonelyLevels(ref node, ref last);
            }
            else
            {
                root = MerkleHash.Node(root, sibling);
            }

            node >>= 1;
            last >>= 1;
        }

        return last == 0;
    }

    /// <summary>
    /// Whether the tree of <paramref name="newSize"/> leaves begins with the leaves of the tree of
    /// <paramref name="oldSize"/>. Nothing is consistent with the empty tree here: who takes that to be so (C2SP
    /// tlog-witness does) decides it before asking.
    /// </summary>
    /// <param name="oldSize">Refused unless 1 ≤ old size ≤ new size.</param>
    /// <param name="newSize">Leaves of the newer tree.</param>
    /// <param name="proof">Empty exactly when the sizes are equal.</param>
    /// <param name="oldRoot">Root of the older tree.</param>
    /// <param name="newRoot">Root of the newer tree.</param>
    public static bool IsConsistent(
        long oldSize, long newSize, ReadOnlySpan<Hash32> proof, in Hash32 oldRoot, in Hash32 newRoot)
    {
        if (oldSize == newSize)
        {
            return oldSize >= 1 && proof.IsEmpty && oldRoot == newRoot;
        }

        return TryRoots(oldSize, newSize, proof, oldRoot, out var old, out var now) && old == oldRoot && now == newRoot;
    }

    /// <summary>The two roots that a consistency proof leads to.</summary>
    /// <param name="oldSize">Refused unless 1 ≤ old size &lt; new size.</param>
    /// <param name="newSize">Leaves of the newer tree.</param>
    /// <param name="proof">The consistency proof.</param>
    /// <param name="oldRoot">
    /// Root of the older tree, from which the proof starts where that tree is complete; otherwise not looked at.
    /// </param>
    /// <param name="computedOldRoot">The older root; <paramref name="oldRoot"/> where that tree is complete.</param>
    /// <param name="computedNewRoot">The newer root.</param>
    /// <returns>Whether the proof has the length that the sizes ask for.</returns>
    public static bool TryRoots(
        long oldSize,
        long newSize,
        ReadOnlySpan<Hash32> proof,
        in Hash32 oldRoot,
        out Hash32 computedOldRoot,
        out Hash32 computedNewRoot)
    {
        (computedOldRoot, computedNewRoot) = (oldRoot, oldRoot);
        if (oldSize < 1 || oldSize >= newSize)
        {
            return false;
        }

        if (IsComplete(oldSize))
        {
            return Climb(oldSize, newSize, proof, ref computedOldRoot, ref computedNewRoot);
        }

        if (proof.IsEmpty)
        {
            return false;
        }

        (computedOldRoot, computedNewRoot) = (proof[0], proof[0]);
        return Climb(oldSize, newSize, proof[1..], ref computedOldRoot, ref computedNewRoot);
    }

    /// <summary>Whether a tree of that size has no shorter right edge: its root is not part of a proof.</summary>
    internal static bool IsComplete(long size) => (size & (size - 1)) == 0;

    private static bool Climb(
        long oldSize, long newSize, ReadOnlySpan<Hash32> rest, ref Hash32 old, ref Hash32 now)
    {
        var (node, last) = (oldSize - 1, newSize - 1);
        while (IsOdd(node))
        {
            node >>= 1;
            last >>= 1;
        }

        foreach (ref readonly var hash in rest)
        {
            if (last == 0)
            {
                return false;
            }

            if (IsOdd(node) || node == last)
            {
                old = MerkleHash.Node(hash, old);
                now = MerkleHash.Node(hash, now);
                SkipLonelyLevels(ref node, ref last);
            }
            else
            {
                now = MerkleHash.Node(now, hash);
            }

            node >>= 1;
            last >>= 1;
        }

        return last == 0;
    }

    // On the right edge of the tree a node without sibling goes up unchanged.
    private static void SkipLonelyLevels(ref long node, ref long last)
    {
        while (!IsOdd(node) && node != 0)
        {
            node >>= 1;
            last >>= 1;
        }
    }

    private static bool IsOdd(long number) => (number & 1) != 0;
}
