using CsCheck;

namespace VeritasVault.Proofs.Tests;

public sealed class MerkleTreeTests
{
    private static readonly Hash32[] Leaves = NaiveTree.Leaves(1100);

    [Fact]
    public void Roots_are_those_of_the_recursion()
    {
        for (var size = 0; size <= 130; size++)
        {
            var d = Leaves.AsSpan(0, size);
            Assert.Equal(NaiveTree.Root(d), MerkleHash.Root(d, Sha256Hasher.Instance));
        }
    }

    [Fact]
    public void Paths_and_proofs_are_those_of_the_recursion_and_verify()
    {
        var tree = new DenseTree(Sha256Hasher.Instance);
        for (var size = 1; size <= 40; size++)
        {
            tree.Append(Leaves[size - 1]);
            var d = Leaves.AsSpan(0, size);
            var root = tree.Root();
            for (var index = 0; index < size; index++)
            {
                var path = tree.InclusionPath(index);
                Assert.Equal(NaiveTree.Path(index, d), path);
                Assert.True(MerkleProof.IsIncluded(Leaves[index], index, size, path, root));
                var proof = MerkleProver.ConsistencyProof(tree, index + 1, size);
                Assert.Equal(NaiveTree.Proof(index + 1, d), proof);
                Assert.True(MerkleProof.IsConsistent(index + 1, size, proof, NaiveTree.Root(d[..(index + 1)]), root));
            }
        }
    }

    [Fact]
    public void A_changed_path_is_refused() =>
        Gen.Select(Gen.Int[1, 600], Gen.Int[0, 599], Gen.Int[0, 5], Gen.Int).Sample((size, place, change, seed) =>
        {
            var index = place % size;
            var root = MerkleHash.Root(Leaves.AsSpan(0, size), Sha256Hasher.Instance);
            var path = NaiveTree.Path(index, Leaves.AsSpan(0, size));
            Assert.True(MerkleProof.IsIncluded(Leaves[index], index, size, path.ToArray(), root));
            var (changedIndex, changedSize) = (index, size);
            switch (change)
            {
                case 0 when path.Count > 0:
                    var bytes = path[seed & 0xff % path.Count].Bytes.ToArray();
                    bytes[seed & 31] ^= (byte)(1 << ((seed >> 5) & 7));
                    path[seed & 0xff % path.Count] = new Hash32(bytes);
                    break;
                case 1 when path.Count > 0:
                    path.RemoveAt((seed & 0xff) % path.Count);
                    break;
                case 2:
                    path.Insert((seed & 0xff) % (path.Count + 1), Leaves[0]);
                    break;
                case 3 when path.Count > 1:
                    path.Reverse();
                    break;
                case 4:
                    changedIndex = index == 0 ? -1 : index - 1;
                    break;
                default:
                    changedIndex = size;
                    break;
            }

            Assert.False(MerkleProof.IsIncluded(Leaves[index], changedIndex, changedSize, path.ToArray(), root));
        });

    [Fact]
    public void A_path_longer_than_any_tree_is_refused()
    {
        var path = new Hash32[64];
        Assert.False(MerkleProof.TryRoot(Leaves[0], long.MaxValue - 1, long.MaxValue, path, out _));
        Assert.True(MerkleProof.TryRoot(Leaves[0], 0, long.MaxValue, path.AsSpan(0, 63), out _));
        Assert.False(MerkleProof.TryRoot(Leaves[0], 0, long.MaxValue, path.AsSpan(0, 62), out _));
        Assert.False(MerkleProof.IsIncluded(Leaves[0], -1, 1, [], Leaves[0]));
        Assert.False(MerkleProof.IsConsistent(-1, 1, [], Leaves[0], Leaves[0]));
        Assert.False(MerkleProof.IsConsistent(2, 1, [], Leaves[0], Leaves[0]));
    }

    [Fact]
    public void A_frontier_has_the_root_of_the_tree_at_every_size()
    {
        var frontier = new MerkleFrontier(Sha256Hasher.Instance);
        for (var size = 0; size <= 300; size++)
        {
            Assert.Equal(MerkleHash.Root(Leaves.AsSpan(0, size), Sha256Hasher.Instance), frontier.Root());
            frontier = MerkleFrontier.Restore(Sha256Hasher.Instance, frontier.Size, frontier.Nodes());
            frontier.Append(Leaves[size]);
        }
    }

    [Fact]
    public void Leaves_appended_in_runs_make_the_frontier_and_tiles_of_the_tree() =>
        Gen.Int[0, 400].Array[1, 5].Sample(runs =>
        {
            var frontier = new MerkleFrontier(Sha256Hasher.Instance);
            var tiles = new TileStore();
            foreach (var run in runs)
            {
                var count = Math.Min(run, Leaves.Length - (int)frontier.Size);
                frontier.Append(Leaves.AsSpan((int)frontier.Size, count), tiles.Add);
            }

            var size = (int)frontier.Size;
            Assert.Equal(MerkleHash.Root(Leaves.AsSpan(0, size), Sha256Hasher.Instance), frontier.Root());
            var oneByOne = new MerkleFrontier(Sha256Hasher.Instance);
            foreach (var leaf in Leaves.AsSpan(0, size))
            {
                oneByOne.Append(leaf);
            }

            Assert.Equal(oneByOne.Nodes(), frontier.Nodes());
            var nodes = new TileNodes(tiles.Tile, size, Sha256Hasher.Instance);
            Assert.Equal(frontier.Root(), MerkleProver.Root(nodes, size));
        });

    [Fact]
    public void A_frontier_that_does_not_fit_its_size_is_refused()
    {
        Assert.Throws<ArgumentException>(() => MerkleFrontier.Restore(Sha256Hasher.Instance, 3, Leaves.AsSpan(0, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => MerkleFrontier.Restore(Sha256Hasher.Instance, -1, []));
    }

    [Fact]
    public void A_tree_that_was_updated_is_the_tree_built_anew() =>
        Gen.Select(Gen.Int[1, 300], Gen.Int[0, 299].Array[0, 400], Gen.Int[0, 50]).Sample((size, updates, every) =>
        {
            var leaves = Leaves.AsSpan(0, size).ToArray();
            var tree = new DenseTree(Sha256Hasher.Instance);
            tree.Append(leaves);
            var version = 0;
            foreach (var index in updates.Select(update => update % size))
            {
                leaves[index] = Hash32.Of(BitConverter.GetBytes(++version));
                tree.Update(index, leaves[index]);
                if (every != 0 && version % every == 0)
                {
                    Assert.Equal(MerkleHash.Root(leaves, Sha256Hasher.Instance), tree.Root());
                    leaves = [.. leaves, leaves[0]];
                    tree.Append(leaves[0]);
                }
            }

            Assert.Equal(NaiveTree.Root(leaves), tree.Root());
            var last = tree.Count - 1;
            Assert.Equal(leaves[last], tree[last]);
            Assert.True(MerkleProof.IsIncluded(leaves[last], last, tree.Count, tree.InclusionPath(last), tree.Root()));
        });

    [Fact]
    public void An_empty_tree_has_the_root_of_nothing_and_no_leaves()
    {
        var tree = new DenseTree(Sha256Hasher.Instance);
        Assert.Equal(Hash32.OfNothing, tree.Root());
        Assert.ThrowsAny<Exception>(() => tree[0]);
        Assert.ThrowsAny<Exception>(() => tree.Update(0, default));
        Assert.Throws<ArgumentOutOfRangeException>(() => tree.InclusionPath(0));
    }
}
