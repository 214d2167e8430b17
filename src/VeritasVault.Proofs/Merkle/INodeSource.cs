namespace VeritasVault.Proofs;

/// <summary>The complete subtrees of a Merkle tree, from wherever they are kept.</summary>
public interface INodeSource
{
    /// <summary>
    /// The hash over the 2^<paramref name="level"/> leaves that begin at leaf <paramref name="index"/> · 2^level. It is
    /// asked for only where all of these leaves are in the tree.
    /// </summary>
    /// <param name="level">0 for leaves; at most 62.</param>
    /// <param name="index">The place within the level; not negative.</param>
    Hash32 Node(int level, long index);
}
