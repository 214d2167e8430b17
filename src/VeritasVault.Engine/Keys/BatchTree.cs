using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>The tree of the approvals of a batch: made once, it gives every settlement its path.</summary>
internal sealed class BatchTree
{
    private readonly DenseTree _tree = new(MessageHasher.Best);

    /// <param name="transactionHashes">Of the settlements, in order; 1 to 2^20.</param>
    public BatchTree(IEnumerable<Hash32> transactionHashes)
    {
        foreach (var hash in transactionHashes)
        {
            _tree.Append(ApprovalStatement.LeafHash(hash));
        }
    }

    /// <summary>What the signers of the batch sign.</summary>
    public byte[] Message => ApprovalStatement.Batch(_tree.Count, _tree.Root());

    /// <summary>Where one of the settlements stands in it.</summary>
    public ApprovalBatch At(int index) =>
        new(index, _tree.Count, Array.ConvertAll(_tree.InclusionPath(index), hash => hash.ToHash256()));

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
}
