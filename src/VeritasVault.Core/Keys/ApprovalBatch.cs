namespace VeritasVault.Core;

/// <summary>The place of one approval among those that were signed together (RFC 6962, section 2.1.1).</summary>
public sealed record ApprovalBatch
{
    // Threads may make it twice, both the same.
    private volatile Hash256[]? _path;

    /// <summary>A place with the path that leads from it to what was signed.</summary>
    /// <param name="index">Its place, from 0, below <paramref name="count"/>.</param>
    /// <param name="count">How many were signed together, 1 to 1,048,576.</param>
    /// <param name="path">The audit path from this approval to the root that was signed; at most 20 hashes. The array
    /// must not change afterwards.</param>
    public ApprovalBatch(int index, int count, Hash256[] path)
    {
        ArgumentNullException.ThrowIfNull(path);
        (Index, Count, _path) = (index, count, path);
    }

    /// <summary>A place in a tree that is known; its path is made when somebody asks for it.</summary>
    internal ApprovalBatch(ApprovalTree tree, int index)
    {
        Invariant.Holds(index >= 0 && index < tree.Count);
        (Index, Count, Tree) = (index, tree.Count, tree);
    }

    /// <summary>Its place, from 0, below <see cref="Count"/>.</summary>
    public int Index { get; }

    /// <summary>How many were signed together, 1 to 1,048,576.</summary>
    public int Count { get; }

    /// <summary>The audit path from this approval to the root that was signed; at most 20 hashes.</summary>
    public Hash256[] Path => _path ??= MakePath();

    /// <summary>The tree it is in, shared with the others of the batch; null where only the path is known, as it is
    /// where the batch came from outside or from stored bytes.</summary>
    internal ApprovalTree? Tree { get; }

    /// <summary>Hashes of <see cref="Path"/>, without making it.</summary>
    internal int PathLength => _path?.Length ?? Tree!.PathLengthOf(Index);

    // The compiler's equality would compare the arrays by reference.

    /// <inheritdoc />
    public bool Equals(ApprovalBatch? other) =>
        other is not null && (Index, Count) == (other.Index, other.Count)
            && ((Tree is not null && ReferenceEquals(Tree, other.Tree)) || Path.AsSpan().SequenceEqual(other.Path));

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Index, Count, PathLength);

    /// <summary>The same without the tree: what is kept for long keeps a path, not a whole batch.</summary>
    internal ApprovalBatch WithoutTree() => Tree is null ? this : new ApprovalBatch(Index, Count, Path);

    /// <summary><see cref="Path"/> without making it.</summary>
    /// <param name="buffer">Room for the longest path of a tree; holds the answer where only the tree is known.</param>
    internal ReadOnlySpan<Hash256> PathIn(Span<Hash256> buffer)
    {
        if (_path is { } known)
        {
            return known;
        }

        var path = buffer[..Tree!.PathLengthOf(Index)];
        Tree.CopyPath(Index, path);
        return path;
    }

    private Hash256[] MakePath()
    {
        var path = new Hash256[Tree!.PathLengthOf(Index)];
        Tree.CopyPath(Index, path);
        return path;
    }
}
