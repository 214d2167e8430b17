using System.Diagnostics;
using CsCheck;

namespace VeritasVault.Proofs.Tests;

public sealed class TileTests
{
    private const int Size = 70_000;

    private static readonly Lazy<(DenseTree Tree, TileStore Levels, Hash32[] Roots)> Log = new(Build);

    [Fact]
    public void Proofs_out_of_tiles_are_those_out_of_the_whole_tree() =>
        Gen.Select(Gen.Int[1, Size], Gen.Int[0, Size - 1]).Sample((size, place) =>
        {
            var index = place % size;
            var (tree, levels, roots) = Log.Value;
            var tiles = new TileStore(levels);
            var path = MerkleProver.InclusionPath(new TileNodes(tiles.Tile, size, Sha256Hasher.Instance), index, size);
            Assert.Equal(MerkleProver.InclusionPath(tree, index, size), path);
            Assert.True(MerkleProof.IsIncluded(tree[index], index, size, path, roots[size]));
            Assert.Equal(Sorted(NeededTiles.ForInclusion(index, size)), Sorted(tiles.Read));

            tiles = new TileStore(levels);
            var proof = MerkleProver.ConsistencyProof(
                new TileNodes(tiles.Tile, size, Sha256Hasher.Instance), index + 1, size);
            Assert.Equal(MerkleProver.ConsistencyProof(tree, index + 1, size), proof);
            Assert.True(MerkleProof.IsConsistent(index + 1, size, proof, roots[index + 1], roots[size]));
            Assert.Equal(Sorted(NeededTiles.ForConsistency(index + 1, size)), Sorted(tiles.Read));
            Assert.InRange(tiles.Read.Count, 0, 6);
        });

    [Fact]
    public void The_tiles_of_small_trees_are_enough_at_every_size()
    {
        var (tree, levels, roots) = Log.Value;
        for (var size = 1; size <= 600; size++)
        {
            var tiles = new TileStore(levels);
            Assert.Equal(roots[size], MerkleProver.Root(new TileNodes(tiles.Tile, size, Sha256Hasher.Instance), size));
            Assert.Equal(Sorted(NeededTiles.ForRoot(size)), Sorted(tiles.Read));
            tiles = new TileStore(levels);
            var index = 31 % size;
            Assert.Equal(
                MerkleProver.InclusionPath(tree, index, size),
                MerkleProver.InclusionPath(new TileNodes(tiles.Tile, size, Sha256Hasher.Instance), index, size));
        }
    }

    [Fact]
    public void A_tile_that_is_too_short_is_refused()
    {
        var nodes = new TileNodes(_ => new byte[Hash32.Size * 2], 3, Sha256Hasher.Instance);
        Assert.Throws<ProofFormatException>(() => MerkleProver.Root(nodes, 3));
    }

    // The hashes of such a tree are of no interest here, only how many have to be made.
    [Fact]
    public void A_proof_among_ten_million_entries_is_made_in_about_a_millisecond()
    {
        const long TenMillion = 10_000_000;
        var tile = new byte[TileAddress.WidthMax * Hash32.Size];
        var fastest = TimeSpan.MaxValue;
        for (var index = 0; index < 200; index++)
        {
            var started = Stopwatch.GetTimestamp();
            var nodes = new TileNodes(_ => tile, TenMillion, Sha256Hasher.Instance);
            Assert.Equal(24, MerkleProver.InclusionPath(nodes, index * 12_345L, TenMillion).Length);
            var took = Stopwatch.GetElapsedTime(started);
            fastest = took < fastest ? took : fastest;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"fastest {fastest.TotalMicroseconds:0} us");
        Assert.InRange(fastest.TotalMilliseconds, 0, 5);
    }

    private static (DenseTree Tree, TileStore Levels, Hash32[] Roots) Build()
    {
        var leaves = NaiveTree.Leaves(Size);
        var tree = new DenseTree(Sha256Hasher.Instance);
        tree.Append(leaves);

        // Brought up to date before several threads read it.
        tree.Root();
        var tiles = new TileStore();
        new MerkleFrontier(Sha256Hasher.Instance).Append(leaves, tiles.Add);
        var frontier = new MerkleFrontier(Sha256Hasher.Instance);
        var roots = new Hash32[Size + 1];
        for (var size = 0; size <= Size; size++)
        {
            roots[size] = frontier.Root();
            if (size < Size)
            {
                frontier.Append(leaves[size]);
            }
        }

        return (tree, tiles, roots);
    }

    private static List<TileAddress> Sorted(IEnumerable<TileAddress> tiles) =>
        [.. tiles.OrderBy(tile => tile.Level).ThenBy(tile => tile.Index)];
}
