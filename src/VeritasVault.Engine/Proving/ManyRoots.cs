using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>
/// Roots of many small Merkle trees at once (RFC 6962): level by level over all of them, so that the hasher gets many
/// pairs in one call.
/// </summary>
internal sealed class ManyRoots(IMessageHasher hasher)
{
    private Hash32[] _pairs = new Hash32[64];

    /// <summary>Overwrites trees by their roots.</summary>
    /// <param name="nodes">The leaf hashes of one tree after the other; then the roots, as many as trees.</param>
    /// <param name="counts">The leaves of each tree, at least 1; then 1 of each.</param>
    public void Fold(Span<Hash32> nodes, Span<int> counts)
    {
        while (nodes.Length > counts.Length)
        {
            nodes = nodes[..(AreEven(counts) ? FoldEven(nodes, counts) : FoldAny(nodes, counts))];
        }
    }

    private static bool AreEven(ReadOnlySpan<int> counts)
    {
        var bits = 0;
        foreach (var count in counts)
        {
            bits |= count;
        }

        return (bits & 1) == 0;
    }

    // No pair crosses from one tree into the next, so a level is hashed where it lies.
    private int FoldEven(Span<Hash32> nodes, Span<int> counts)
    {
        hasher.HashPairs(nodes, nodes[..(nodes.Length / 2)]);
        foreach (ref var count in counts)
        {
            count /= 2;
        }

        return nodes.Length / 2;
    }

    // An odd last node of a level goes up unchanged, which gives the trees of RFC 6962.
    private int FoldAny(Span<Hash32> nodes, Span<int> counts)
    {
        if (_pairs.Length < nodes.Length)
        {
            _pairs = new Hash32[Math.Max(nodes.Length, 2 * _pairs.Length)];
        }

        var (start, gathered) = (0, 0);
        foreach (var count in counts)
        {
            var even = count & ~1;
            nodes.Slice(start, even).CopyTo(_pairs.AsSpan(gathered));
            start += count;
            gathered += even;
        }

        var parents = _pairs.AsSpan(0, gathered / 2);
        hasher.HashPairs(_pairs.AsSpan(0, gathered), parents);
        start = 0;
        var kept = 0;
        foreach (ref var count in counts)
        {
            var half = count / 2;
            parents[..half].CopyTo(nodes[kept..]);
            parents = parents[half..];
            kept += half;
            if ((count & 1) != 0)
            {
                nodes[kept++] = nodes[start + count - 1];
            }

            start += count;
            count -= half;
        }

        return kept;
    }
}
