using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Bench;

/// <summary>All participants of a batch sign it, once each.</summary>
internal static class BatchSigning
{
    public static BatchApproval[] Sign(World world, Origin origin, SettlementRequest[] requests)
    {
        // Each signer makes the tree for itself; here it is made once for all of them, for it is the same.
        var tree = new BatchTree(requests.Select(
            request => SignatureRule.TransactionHashOf(origin, request, metadataHash: null)));
        var message = tree.Message;
        var parties = requests.SelectMany(request => request.Legs).Select(leg => leg.Authoriser).ToHashSet();
        var places = Enumerable.Range(0, world.Owners.Length).Where(i => parties.Contains(world.Owners[i]));
        return [.. places.AsParallel().AsOrdered().Select(i => new BatchApproval(
            world.Owners[i], world.Signers[i].KeyId, Signature.Read(world.Keys[i].Sign(message))))];
    }
}
