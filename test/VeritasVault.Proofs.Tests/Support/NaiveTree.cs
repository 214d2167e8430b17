using System.Security.Cryptography;

namespace VeritasVault.Proofs.Tests;

/// <summary>MTH, PATH and PROOF as the recursions of RFC 6962, section 2.1, say them, over leaf hashes.</summary>
internal static class NaiveTree
{
    public static Hash32[] Leaves(int count) =>
        [.. Enumerable.Range(0, count).Select(i => MerkleHash.Leaf(BitConverter.GetBytes(i)))];

    public static Hash32 Root(ReadOnlySpan<Hash32> d)
    {
        if (d.Length <= 1)
        {
            return d.Length == 1 ? d[0] : new Hash32(SHA256.HashData([]));
        }

        var k = Split(d.Length);
        return new Hash32(SHA256.HashData([1, .. Root(d[..k]).Bytes, .. Root(d[k..]).Bytes]));
    }

    public static List<Hash32> Path(int m, ReadOnlySpan<Hash32> d)
    {
        if (d.Length == 1)
        {
            return [];
        }

        var k = Split(d.Length);
        return m < k ? [.. Path(m, d[..k]), Root(d[k..])] : [.. Path(m - k, d[k..]), Root(d[..k])];
    }

    public static List<Hash32> Proof(int m, ReadOnlySpan<Hash32> d) => SubProof(m, d, true);

    private static List<Hash32> SubProof(int m, ReadOnlySpan<Hash32> d, bool whole)
    {
        if (m == d.Length)
        {
            return whole ? [] : [Root(d)];
        }

        var k = Split(d.Length);
        return m <= k
            ? [.. SubProof(m, d[..k], whole), Root(d[k..])]
            : [.. SubProof(m - k, d[k..], false), Root(d[..k])];
    }

    private static int Split(int n)
    {
        var k = 1;
        while (2 * k < n)
        {
            k *= 2;
        }

        return k;
    }
}
