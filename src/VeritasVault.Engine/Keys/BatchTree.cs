using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>The tree of the approvals of a batch: made once, all settlements of the batch share it.</summary>
internal sealed class BatchTree : ApprovalTree
{
    private readonly Hash32[][] _levels;

    /// <param name="transactionHashes">Of the settlements, in order; 1 to 2^20.</param>
    public BatchTree(IEnumerable<Hash32> transactionHashes)
        : this([.. transactionHashes.Select(hash => ApprovalStatement.LeafHash(hash))])
    {
    }

    private BatchTree(Hash32[] leaves)
        : base(leaves.Length)
    {
        Invariant.Holds(leaves.Length is >= 1 and <= Limits.ApprovalBatchMax);
        var levels = new List<Hash32[]> { leaves };
        while (levels[^1].Length > 1)
        {
            levels.Add(Above(levels[^1]));
        }

        _levels = [.. levels];
        Root = _levels[^1][0].ToHash256();
    }

    /// <inheritdoc/>
    public override Hash256 Root { get; }

    /// <summary>What the signers of the batch sign.</summary>
    public byte[] Message => ApprovalStatement.Batch(Count, _levels[^1][0]);

    /// <inheritdoc/>
    public override Hash256 Node(int level, int index) => _levels[level][index].ToHash256();

    /// <summary>Where one of the settlements stands in it.</summary>
    public ApprovalBatch At(int index) => new(this, index);

    /// <summary>Copies of the requests, each with the approvals of those signers whose word it needs.</summary>
    /// <param name="origin">The log they are for.</param>
    /// <param name="requests">The requests, in order.</param>
    /// <param name="metadataHashOf">The salted hash of a request's texts.</param>
    /// <param name="approvals">The signatures over all of them.</param>
    public static SettlementRequest[] Approve(
        Origin origin,
        IReadOnlyList<SettlementRequest> requests,
        Func<SettlementRequest, Hash256?> metadataHashOf,
        IReadOnlyList<BatchApproval> approvals)
    {
        var statements = new TransactionStatements(MessageHasher.Best);
        var tree = new BatchTree(requests.Select(request =>
            SignatureRule.TransactionHashOf(statements, origin, request, metadataHashOf(request))));
        var places = Enumerable.Range(0, approvals.Count).ToLookup(i => approvals[i].Participant);
        var approved = new SettlementRequest[requests.Count];
        var due = new SortedSet<int>();
        for (var i = 0; i < approved.Length; i++)
        {
            foreach (var leg in requests[i].Legs)
            {
                due.UnionWith(places[leg.Authoriser]);
                due.UnionWith(places[leg.CreditAuthoriser]);
            }

            var batch = tree.At(i);
            approved[i] = requests[i].With([
                .. requests[i].Approvals,
                .. due.Select(place => approvals[place])
                    .Select(one => new Approval(one.Participant, one.Key, one.Signature) { Batch = batch }),
            ]);
            due.Clear();
        }

        return approved;
    }

    private static Hash32[] Above(Hash32[] nodes)
    {
        var above = new Hash32[WidthOf(nodes.Length, 1)];
        MessageHasher.Best.HashPairs(nodes.AsSpan(0, nodes.Length & ~1), above);
        if ((nodes.Length & 1) != 0)
        {
            above[^1] = nodes[^1];
        }

        return above;
    }
}
