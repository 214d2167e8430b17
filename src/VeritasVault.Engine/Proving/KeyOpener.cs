using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>
/// Opens signers' keys as the registry of a settlement's block held them: the tree of keys at that block is made
/// again, and
/// must have the root that the block's registry statement names.
/// </summary>
internal sealed class KeyOpener(LedgerState state)
{
    // Keys revoked in the very microsecond that a block ended in: whether before or after its end is found by trying.
    private const int TiesMax = 12;

    /// <param name="registry">The registry statement of the block.</param>
    /// <param name="blockTime">The time of the block's last record.</param>
    /// <param name="origin">The origin in force after the block.</param>
    /// <param name="signers">Keys that signed, by index.</param>
    /// <exception cref="RecordFormatException">The keys do not make the root that was signed.</exception>
    public OpenedKeys Open(
        RegistryStatement registry, Timestamp blockTime, LedgerOrigin origin, IEnumerable<int> signers)
    {
        var ties = new List<int>();
        for (var i = 0; i < (int)registry.KeyCount; i++)
        {
            if (state.Keys[i].RevokedAt == blockTime)
            {
                ties.Add(i);
            }
        }

        for (var subset = (1 << Math.Min(ties.Count, TiesMax)) - 1; subset >= 0; subset--)
        {
            var chosen = subset;
            bool IsRevoked(int index) => state.Keys[index].RevokedAt is { } at
                && (at < blockTime || (at == blockTime && ((chosen >> ties.IndexOf(index)) & 1) == 1));
            var tree = TreeOf((int)registry.KeyCount, origin, IsRevoked);
            if (tree.Root() == registry.KeysRoot)
            {
                return new OpenedKeys(registry, [.. WithPredecessors(signers, origin).Select(index => new OpenedKey(
                    RegistryLeaves.KeyOf(state, state.Keys[index], origin, IsRevoked(index)),
                    tree.InclusionPath(index)))]);
            }
        }

        throw new RecordFormatException("the keys do not make the registry that is in the log");
    }

    private DenseTree TreeOf(int count, LedgerOrigin origin, Func<int, bool> isRevoked)
    {
        var tree = new DenseTree(MessageHasher.Best);
        for (var i = 0; i < count; i++)
        {
            tree.Append(RegistryLeaves.KeyOf(state, state.Keys[i], origin, isRevoked(i)).LeafHash());
        }

        return tree;
    }

    // The signers' keys, and from each that is endorsed its predecessor.
    private SortedSet<int> WithPredecessors(IEnumerable<int> signers, LedgerOrigin origin)
    {
        var opened = new SortedSet<int>();
        foreach (var signer in signers)
        {
            var index = signer;
            while (opened.Add(index)
                && RegistryLeaves.KeyOf(state, state.Keys[index], origin, isRevoked: false).Endorsement is not null)
            {
                index = state.Keys[index].PreviousIndex;
            }
        }

        return opened;
    }
}
