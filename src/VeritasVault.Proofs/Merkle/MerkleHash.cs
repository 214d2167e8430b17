using System.Buffers;

namespace VeritasVault.Proofs;

/// <summary>The two hashes of RFC 6962, section 2.1, and the roots made of them.</summary>
public static class MerkleHash
{
    internal const byte LeafPrefix = 0x00;
    internal const byte NodePrefix = 0x01;

    private const int StackEntryMax = 1024;
    private const int NodeInputSize = 1 + (2 * Hash32.Size);

    /// <summary>The hash of a leaf: SHA-256(0x00 ‖ entry).</summary>
    public static Hash32 Leaf(ReadOnlySpan<byte> entry)
    {
        var size = entry.Length + 1;
        var rented = size > StackEntryMax ? ArrayPool<byte>.Shared.Rent(size) : null;
        var input = rented is null ? stackalloc byte[StackEntryMax] : rented.AsSpan();
        input[0] = LeafPrefix;
        entry.CopyTo(input[1..]);
        var hash = Hash32.Of(input[..size]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return hash;
    }

    /// <summary>The hash of an inner node: SHA-256(0x01 ‖ left ‖ right).</summary>
    public static Hash32 Node(in Hash32 left, in Hash32 right)
    {
        Span<byte> input = stackalloc byte[NodeInputSize];
        input[0] = NodePrefix;
        left.Bytes.CopyTo(input[1..]);
        right.Bytes.CopyTo(input[(1 + Hash32.Size)..]);
        return Hash32.Of(input);
    }

    /// <summary>The root over leaf hashes: MTH of RFC 6962; SHA-256 of nothing when there are none.</summary>
    public static Hash32 Root(ReadOnlySpan<Hash32> leafHashes, IMessageHasher hasher)
    {
        if (leafHashes.Length == 0)
        {
            return Hash32.OfNothing;
        }

        var rented = ArrayPool<Hash32>.Shared.Rent(leafHashes.Length);
        var nodes = rented.AsSpan(0, leafHashes.Length);
        leafHashes.CopyTo(nodes);
        var root = FoldToRoot(nodes, hasher);
        ArrayPool<Hash32>.Shared.Return(rented);
        return root;
    }

    /// <summary>The same, overwriting the leaf hashes; there is at least one.</summary>
    // RFC 6962 splits at the largest power of two below the size. Going up level by level with an odd last node carried
    // along unchanged gives the same tree, and every level is one batch.
    internal static Hash32 FoldToRoot(Span<Hash32> nodes, IMessageHasher hasher)
    {
        var count = nodes.Length;
        while (count > 1)
        {
            var pairs = count / 2;
            hasher.HashPairs(nodes[..(2 * pairs)], nodes[..pairs]);
            if ((count & 1) != 0)
            {
                nodes[pairs] = nodes[count - 1];
            }

            count -= pairs;
        }

        return nodes[0];
    }
}
