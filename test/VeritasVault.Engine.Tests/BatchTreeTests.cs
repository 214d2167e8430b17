using VeritasVault.Core;
using VeritasVault.Proofs;
using VeritasVault.TestKit.Engine;
using Xunit;

namespace VeritasVault.Engine.Tests;

/// <summary>The tree that the settlements of a signed batch share.</summary>
public sealed class BatchTreeTests
{
    [Fact]
    public void A_place_in_the_tree_has_the_path_that_leads_to_what_was_signed()
    {
        for (var count = 1; count <= 70; count++)
        {
            var hashes = Hashes(count);
            var tree = new BatchTree(hashes);
            var other = new DenseTree(Sha256Hasher.Instance);
            other.Append([.. hashes.Select(hash => ApprovalStatement.LeafHash(hash))]);
            Assert.Equal(other.Root().ToHash256(), tree.Root);
            Assert.Equal(ApprovalStatement.Batch(count, other.Root()), tree.Message);
            for (var i = 0; i < count; i++)
            {
                var path = other.InclusionPath(i).Select(hash => hash.ToHash256()).ToArray();
                var place = tree.At(i);
                Assert.Equal(path.Length, place.PathLength);
                Assert.Equal(path, place.PathIn(new Hash256[Limits.ApprovalPathMax]).ToArray());
                Assert.Equal(path, place.Path);
                Assert.Equal(other[i].ToHash256(), tree.Node(0, i));
            }
        }
    }

    [Fact]
    public void A_place_in_a_tree_and_the_same_with_its_path_are_equal()
    {
        var tree = new BatchTree(Hashes(13));
        var place = tree.At(5);
        Assert.Equal(place, tree.At(5));
        Assert.Equal(place, new ApprovalBatch(5, 13, tree.At(5).Path));
        Assert.Equal(place.GetHashCode(), new ApprovalBatch(5, 13, tree.At(5).Path).GetHashCode());
        Assert.Equal(place, new BatchTree(Hashes(13)).At(5));
        Assert.Equal(place, place.WithoutTree());
        Assert.Null(place.WithoutTree().Tree);
        Assert.NotEqual(place, tree.At(4));
        Assert.NotEqual(place, new ApprovalBatch(5, 13, tree.At(4).Path));
        Assert.NotEqual(place, new BatchTree(Hashes(14)).At(5));
        Assert.Throws<InvariantException>(() => tree.At(13));
        Assert.Throws<InvariantException>(() => tree.At(-1));
    }

    [Fact]
    public void A_settlement_that_waits_keeps_its_path_and_not_the_tree()
    {
        using var rig = LedgerRig.WithWorld();
        var alice = new Signer("alice", 101);
        rig.Execute(alice.First(61));
        SettlementRequest[] trades = [.. Enumerable.Range(11, 5).Select(number => new SettlementRequest
        {
            Id = Samples.Sid(number),
            Secret = new Hash256(9, 9, 9, (ulong)number),
            Legs =
            [
                Samples.Leg("alice", "bob", "EUR", 3) with { Authoriser = alice.Participant },
                Samples.Leg("bob", "alice", "EUR", 2) with { Authoriser = ParticipantId.Parse("bob") },
            ],
        })];
        var approved = rig.Engine.Approve(trades, [alice.ApproveAll(trades, rig.View.Origin)]);
        Assert.All(approved, request => Assert.NotNull(Assert.Single(request.Approvals).Batch?.Tree));
        Assert.All(rig.SubmitMany(approved), answer => Assert.Equal(OutcomeCode.Waiting, answer.Code));
        for (var i = 0; i < trades.Length; i++)
        {
            var held = rig.Engine.Core.State.Open.Find(trades[i].Id)!.Approvals[0];
            Assert.Equal(approved[i].Approvals[0].Batch, held.Batch);
            Assert.Null(held.Batch!.Tree);
        }
    }

    private static Hash32[] Hashes(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Hash32.Of([(byte)i]))];
}
