using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace VeritasVault.Proofs.Tests;

public sealed class MerkleVectorTests
{
    [Fact]
    public void Published_inclusion_probes_get_their_verdict()
    {
        var cases = Vectors.Json("merkle/inclusion.json").List("cases").ToList();
        foreach (var probe in cases)
        {
            var accepted = TryHash(probe, "leafHash", out var leaf)
                && TryHash(probe, "root", out var root)
                && TryHashes(probe, out var path)
                && MerkleProof.IsIncluded(leaf, Number(probe, "leafIdx"), Number(probe, "treeSize"), path, root);
            Assert.True(accepted != probe.GetProperty("wantErr").GetBoolean(), probe.Text("file"));
        }

        Assert.Equal(98, cases.Count);
    }

    [Fact]
    public void Published_consistency_probes_get_their_verdict()
    {
        // Good upstream, but with roots of 12 bytes: such never get past parsing here.
        const string DummyRoots = "testdata/consistency/additional/sizes-are-equal-one-and-proof-is-empty.json";
        var cases = Vectors.Json("merkle/consistency.json").List("cases").ToList();
        foreach (var probe in cases)
        {
            var accepted = TryHash(probe, "root1", out var root1)
                && TryHash(probe, "root2", out var root2)
                && TryHashes(probe, out var proof)
                && MerkleProof.IsConsistent(Number(probe, "size1"), Number(probe, "size2"), proof, root1, root2);
            var expected = !probe.GetProperty("wantErr").GetBoolean() && probe.Text("file") != DummyRoots;
            Assert.True(accepted == expected, probe.Text("file"));
        }

        Assert.Equal(98, cases.Count);
    }

    [Fact]
    public void A_log_written_by_other_software_has_our_roots()
    {
        var log = Vectors.Json("tlog/tessera-testlog.json");
        var leaves = log.List("entriesText").Select(text => Encoding.UTF8.GetBytes(text.GetString()!))
            .Select(entry => MerkleHash.Leaf(entry)).ToArray();
        var tile = Convert.FromHexString(log.Text("level0TileHex"));
        Assert.Equal(tile, leaves.SelectMany(leaf => leaf.Bytes.ToArray()));
        Assert.True(NoteKey.TryParse(log.Text("vkey"), out var key, out _));
        Assert.True(NoteKeyRing.TryCreate([key], out var ring));
        var size = 0;
        foreach (var text in log.List("checkpoints").Select(checkpoint => checkpoint.GetString()!))
        {
            Assert.True(SignedNote.TryParse(Encoding.UTF8.GetBytes(text), out var note, out _));
            Assert.True(ring.TryVerify(note, BouncyEd25519.Instance, out var good, out _));
            Assert.Single(good);
            Assert.True(Checkpoint.TryParse(note.Text.Span, out var checkpoint, out _));
            var root = MerkleHash.Root(leaves.AsSpan(0, size), Sha256Hasher.Instance);
            Assert.Equal((size, root), (checkpoint.Size, checkpoint.Root));
            size++;
        }

        Assert.Equal(16, size);
    }

    [Fact]
    public void A_path_in_a_real_log_leads_to_its_root()
    {
        var real = Vectors.Json("tlog/oak-test.json").GetProperty("realMerkle");
        var leaf = MerkleHash.Leaf(Encoding.UTF8.GetBytes(real.Text("entryText")));
        Assert.True(TryHashes(real, out var path) && TryHash(real, "root", out var root)
            && MerkleProof.IsIncluded(leaf, Number(real, "index"), Number(real, "size"), path, root));
    }

    [Fact]
    public void Partial_tiles_and_paths_are_those_of_the_specification()
    {
        var spec = Vectors.Json("tlog/c2sp-spec-examples.json");
        var widths = spec.GetProperty("partialTilesOfSize70000");
        Assert.Equal(Number(widths, "level0PartialWidth"), TileAddress.OfNode(0, 69_999, 70_000).Width);
        Assert.Equal(Number(widths, "level0Full"), TileAddress.OfNode(0, 69_999, 70_000).Index);
        Assert.Equal(Number(widths, "level1PartialWidth"), TileAddress.OfNode(8, 272, 70_000).Width);
        Assert.Equal(Number(widths, "level1Full"), TileAddress.OfNode(8, 272, 70_000).Index);
        Assert.Equal(Number(widths, "level2PartialWidth"), TileAddress.OfNode(16, 0, 70_000).Width);
        Assert.Equal("tile/0/" + spec.Text("tilePath1234067"), new TileAddress(0, 1_234_067, 256).Path);
        Assert.Equal("tile/3/000.p/7", new TileAddress(3, 0, 7).Path);
        Assert.Equal("tile/0/x001/000", new TileAddress(0, 1000, 256).Path);
    }

    // The third digest is over proofs between subtrees, which no format of ours has.
    [Theory]
    [InlineData("subtreeHash")]
    [InlineData("recordInSubtreeProof")]
    public void Subtrees_of_130_leaves_have_the_published_digests(string name)
    {
        var expected = Vectors.Json("merkle/accumulated.json").List("digests").Single(d => d.Text("name") == name);
        var leaves = Enumerable.Range(0, 130).Select(i => MerkleHash.Leaf([(byte)i])).ToArray();
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var end = 0; end <= 130; end++)
        {
            for (var start = 0; start <= end; start++)
            {
                if (IsSubtree(start, end))
                {
                    var lines = name == "subtreeHash" ? RootLine(leaves, start, end) : PathLines(leaves, start, end);
                    digest.AppendData(Encoding.ASCII.GetBytes(lines));
                }
            }
        }

        Assert.Equal(expected.Text("sha256"), Convert.ToHexStringLower(digest.GetHashAndReset()));
    }

    private static string RootLine(Hash32[] leaves, int start, int end) =>
        $"[{start}, {end}) {MerkleHash.Root(leaves.AsSpan(start..end), Sha256Hasher.Instance)}\n";

    private static string PathLines(Hash32[] leaves, int start, int end)
    {
        var tree = new DenseTree(Sha256Hasher.Instance);
        tree.Append(leaves.AsSpan(start..end));
        var lines = Enumerable.Range(start, end - start).Select(
            i => string.Join(' ', [$"{i} [{start}, {end})", .. tree.InclusionPath(i - start)]) + "\n");
        return string.Concat(lines);
    }

    private static bool IsSubtree(int start, int end)
    {
        var power = 1;
        while (power < end - start)
        {
            power *= 2;
        }

        return start % power == 0;
    }

    // Numbers above 2^63-1 occur: they are no numbers of ours.
    private static long Number(JsonElement probe, string name) =>
        long.TryParse(probe.GetProperty(name).GetRawText(), NumberStyles.None, null, out var number)
            ? number
            : -1;

    private static bool TryHash(JsonElement probe, string name, out Hash32 hash) =>
        Hash32.TryParseBase64(Encoding.ASCII.GetBytes(probe.GetProperty(name).GetString() ?? ""), out hash);

    private static bool TryHashes(JsonElement probe, out Hash32[] hashes)
    {
        hashes = new Hash32[probe.List("proof").Count()];
        var next = 0;
        foreach (var text in probe.List("proof"))
        {
            if (!Hash32.TryParseBase64(Encoding.ASCII.GetBytes(text.GetString()!), out hashes[next++]))
            {
                return false;
            }
        }

        return true;
    }
}
