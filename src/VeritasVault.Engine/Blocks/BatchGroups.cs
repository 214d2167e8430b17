using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>
/// The part of a batch's tree that a block stores: groups of 16 neighbours of levels 0, 4, 8, 12 and 16, those of
/// level 0 that are needed and all above them. So the path of each leaf stored can be made, and each group folds to a
/// hash of the group above it. The last group of a level may have fewer than 16.
/// </summary>
internal static class BatchGroups
{
    /// <summary>Hashes of a whole group.</summary>
    public const int Width = 16;

    /// <summary>Stored are levels 0, 4, 8, 12 and 16.</summary>
    public const int LevelsMax = 5;

    /// <summary>Levels of the tree from one stored level to the next.</summary>
    public const int LevelStep = 4;

    /// <summary>Hashes of a group.</summary>
    /// <param name="count">Leaves of the tree.</param>
    /// <param name="stored">0 to 4: the stored level.</param>
    /// <param name="group">The group's number in its level.</param>
    public static int SizeOf(int count, int stored, int group) =>
        Math.Min(ApprovalTree.WidthOf(count, stored * LevelStep) - (group * Width), Width);

    /// <summary>Stored levels of a tree: the root itself is not among them, unless it is the only leaf.</summary>
    public static int LevelsOf(int count)
    {
        var levels = 1;
        while (ApprovalTree.WidthOf(count, levels * LevelStep) > 1)
        {
            levels++;
        }

        return levels;
    }

    /// <summary>The groups above others: sorted, each once.</summary>
    public static void Above(IReadOnlyList<int> groups, List<int> above)
    {
        above.Clear();
        foreach (var group in groups)
        {
            var parent = group / Width;
            if (above.Count == 0 || above[^1] != parent)
            {
                above.Add(parent);
            }
        }
    }

    /// <summary>The node above 1 to 16 neighbours; an odd last one goes up unchanged.</summary>
    public static Hash32 Fold(ReadOnlySpan<Hash32> nodes)
    {
        if (nodes.Length == 1)
        {
            return nodes[0];
        }

        var left = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)nodes.Length) / 2;
        return MerkleHash.Node(Fold(nodes[..left]), Fold(nodes[left..]));
    }

    /// <summary>The nodes above whole groups that lie side by side.</summary>
    /// <param name="nodes">The groups; becomes scratch.</param>
    /// <returns>One node for each, at the front of <paramref name="nodes"/>.</returns>
    public static ReadOnlySpan<Hash32> FoldMany(Span<Hash32> nodes)
    {
        for (var size = Width; size > 1; size /= 2)
        {
            MessageHasher.Best.HashPairs(nodes, nodes);
            nodes = nodes[..(nodes.Length / 2)];
        }

        return nodes;
    }
}
