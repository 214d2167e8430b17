namespace VeritasVault.Core;

/// <summary>
/// The Merkle tree (RFC 6962) over approvals that were signed together, shared by all of them: level 0 holds their leaf
/// hashes, each level above half as many nodes, and an odd last node goes up unchanged. Whoever makes one has hashed
/// its nodes himself, at least those that lead from the leaves it knows to the root: that is the invariant which makes
/// a place in it as good as a path that was followed. It never changes.
/// </summary>
/// <param name="count">How many were signed together, 1 to 1,048,576.</param>
internal abstract class ApprovalTree(int count)
{
    /// <summary>How many were signed together.</summary>
    public int Count { get; } = count;

    /// <summary>What was signed, together with <see cref="Count"/>.</summary>
    public abstract Hash256 Root { get; }

    /// <summary>A node, from left to right within its level; level 0 are the leaf hashes. A tree may know only those
    /// on and beside the ways from the leaves that somebody needs.</summary>
    public abstract Hash256 Node(int level, int index);

    /// <summary>Nodes of a level of a tree of so many leaves; 1 at the root's.</summary>
    public static int WidthOf(int count, int level) => ((count - 1) >> level) + 1;

    /// <summary>Hashes of the path of a leaf.</summary>
    public int PathLengthOf(int index)
    {
        var length = 0;
        for (int level = 0, width = Count; width > 1; width = WidthOf(Count, ++level))
        {
            length += HasSibling(index >> level, width) ? 1 : 0;
        }

        return length;
    }

    /// <summary>The path of a leaf, from its sibling upwards.</summary>
    /// <param name="index">The leaf.</param>
    /// <param name="path">As many as <see cref="PathLengthOf"/> says.</param>
    public void CopyPath(int index, Span<Hash256> path)
    {
        var length = 0;
        for (int level = 0, width = Count; width > 1; width = WidthOf(Count, ++level))
        {
            if (HasSibling(index >> level, width))
            {
                path[length++] = Node(level, (index >> level) ^ 1);
            }
        }
    }

    private static bool HasSibling(int node, int width) => (node ^ 1) < width;
}
