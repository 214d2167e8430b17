using System.Text;
using CsCheck;

namespace VeritasVault.Proofs.Tests;

public sealed class TlogProofTests
{
    [Fact]
    public void Published_proof_files_get_our_verdict()
    {
        var cases = Vectors.Json("tlog/proof-parse.json").List("cases").ToList();
        foreach (var probe in cases)
        {
            var bytes = Encoding.UTF8.GetBytes(probe.Text("text"));
            var accepted = TlogProofFile.TryParse(bytes, out var file, out var fault);
            Assert.True(accepted == (probe.Text("strict") == "ok"), $"{probe.Text("name")}: {fault}");
            Assert.True(!accepted || file!.ToBytes().AsSpan().SequenceEqual(bytes), probe.Text("name"));
        }

        Assert.Equal(24, cases.Count);
    }

    [Fact]
    public void A_proof_of_other_software_is_verified_from_the_file_to_the_witness()
    {
        var oak = Vectors.Json("tlog/oak-test.json");
        var expect = oak.GetProperty("expect");
        var bytes = File.ReadAllBytes(Vectors.Shared("tlog/" + oak.Text("proofFile")));
        Assert.True(TlogProofFile.TryParse(bytes, out var file, out var fault), fault?.ToString());
        Assert.Equal(bytes, file.ToBytes());
        Assert.Null(file.Extra);
        Assert.Equal(expect.GetProperty("index").GetInt64(), file.Index);

        var policyText = $"log {oak.Text("logVkey")}\nwitness w {oak.Text("witnessVkey")}\nquorum w\n";
        Assert.True(TlogPolicy.TryParse(Encoding.UTF8.GetBytes(policyText), out var policy, out var reason), reason);
        var note = file.CheckpointNote.Span;
        var clock = new WitnessClock(1771605822);
        Assert.True(
            policy.TryVerify(
                note, clock, BouncyEd25519.Instance, out var checkpoint, out var verdict, out fault),
            fault?.ToString());
        Assert.Equal(expect.GetProperty("size").GetInt64(), checkpoint.Size);
        Assert.Equal(expect.GetProperty("witnessTimestamp").GetInt64(), verdict.LeastTimeSeconds);
        var leaf = MerkleHash.Leaf(Encoding.UTF8.GetBytes(oak.Text("entryText")));
        Assert.True(MerkleProof.IsIncluded(leaf, file.Index, checkpoint.Size, file.Path.Span, checkpoint.Root));
    }

    [Fact]
    public void A_conversation_with_a_witness_is_judged_as_the_witness_did()
    {
        var conversation = Vectors.Json("tlog/litewitness-add-checkpoint.json");
        Assert.True(Ed25519PublicKey.TryCreate(conversation.Hex("logKeyHex"), out var publicKey));
        var key = NoteKey.Create(conversation.Text("origin"), NoteKeyType.Ed25519, publicKey);
        Assert.True(NoteKeyRing.TryCreate([key], out var ring));
        var known = new Checkpoint(key.Name, 0, Hash32.OfNothing);
        var steps = conversation.List("steps").ToList();
        foreach (var step in steps)
        {
            var request = Encoding.UTF8.GetBytes(step.Text("request"));
            Assert.Equal(step.GetProperty("status").GetInt32(), Answer(request, ring, ref known));
        }

        Assert.Equal((9, 5), (steps.Count, known.Size));
    }

    [Fact]
    public void What_is_written_is_read_back() =>
        Gen.Select(Gen.Long[0, long.MaxValue], Gen.Byte.Array[0, 200], Gen.Byte.Array[32].Array[0, 63], Gen.Bool)
            .Sample((number, extra, hashes, hasExtra) =>
            {
                var path = hashes.Select(hash => new Hash32(hash)).ToArray();
                var proof = new TlogProofFile(hasExtra ? extra : null, number, path, "cp\n"u8.ToArray()).ToBytes();
                Assert.True(TlogProofFile.TryParse(proof, out var file, out _));
                Assert.Equal((number, hasExtra, path.Length), (file.Index, file.Extra is not null, file.Path.Length));
                Assert.Equal(proof, file.ToBytes());

                var consistency = new ConsistencyFile(number, path, "cp\n"u8.ToArray()).ToBytes();
                Assert.True(ConsistencyFile.TryParse(consistency, out var read, out _));
                Assert.Equal(number, read.OldSize);
                Assert.Equal(path, read.Proof.ToArray());
            });

    [Fact]
    public void Limits_come_first()
    {
        var hashes = new Hash32[64];
        AssertRefused(new TlogProofFile(null, 0, hashes, "cp\n"u8.ToArray()).ToBytes(), ProofStep.Limits);
        AssertRefused(new TlogProofFile([1], 0, hashes, "cp\n"u8.ToArray()).ToBytes(), ProofStep.Limits);
        var lines = Encoding.ASCII.GetBytes("cp\n\n" + string.Concat(Enumerable.Repeat("x\n", 101)));
        AssertRefused(new TlogProofFile([1], 0, hashes.AsMemory(1), lines).ToBytes(), ProofStep.Limits);
        AssertRefused(new byte[TlogProofFile.BytesMax + 1], ProofStep.Limits);
        AssertRefused([0xff], ProofStep.Limits);
        AssertRefused("c2sp.org/tlog-proof@v1\nindex 0\n\na\tb\n"u8.ToArray(), ProofStep.Limits);
        var full = new TlogProofFile(new byte[49_000], 0, hashes.AsMemory(1), "cp\n"u8.ToArray());
        AssertRefused(full.ToBytes(), ProofStep.Limits);
    }

    [Theory]
    [InlineData("old 1\n\ncp\n", true)]
    [InlineData("old 0\n\ncp\n", true)]
    [InlineData("old -1\n\ncp\n", false)]
    [InlineData("old 01\n\ncp\n", false)]
    [InlineData("old 9223372036854775808\n\ncp\n", false)]
    [InlineData("old 1\ncp\n", false)]
    [InlineData("old 1\n\n", false)]
    [InlineData("old 1\n\ncp", false)]
    [InlineData("old  1\n\ncp\n", false)]
    [InlineData("index 1\n\ncp\n", false)]
    [InlineData("", false)]
    public void Consistency_files(string text, bool accepted)
    {
        Assert.Equal(accepted, ConsistencyFile.TryParse(Encoding.UTF8.GetBytes(text), out _, out var fault));
        Assert.Equal(accepted ? null : ProofStep.Consistency, fault?.Step);
    }

    [Fact]
    public void A_changed_file_is_refused_or_written_back_as_it_is() =>
        Gen.Select(Gen.Int[0, 10_000], Gen.Byte).Sample((place, value) =>
        {
            var bytes = new TlogProofFile("leaf"u8.ToArray(), 12, new Hash32[3], "log\n1\n\n"u8.ToArray()).ToBytes();
            bytes[place % bytes.Length] = value;
            var accepted = TlogProofFile.TryParse(bytes, out var file, out _);
            Assert.True(!accepted || file!.ToBytes().AsSpan().SequenceEqual(bytes));
        });

    // The status codes of tlog-witness, but 403 for an unknown origin as that witness still answered.
    private static int Answer(byte[] request, NoteKeyRing ring, ref Checkpoint known)
    {
        if (!ConsistencyFile.TryParse(request, out var file, out _))
        {
            return 400;
        }

        // One request has a signature that is bad and spelled with padding bits, which is refused before it is
        // verified.
        if (!SignedNote.TryParse(file.CheckpointNote.Span, out var note, out _)
            || !Checkpoint.TryParse(note.Text.Span, out var checkpoint, out _)
            || !ring.TryVerify(note, BouncyEd25519.Instance, out _, out _))
        {
            return 403;
        }

        if (file.OldSize != known.Size)
        {
            return 409;
        }

        var fits = file.OldSize == 0
            ? file.Proof.IsEmpty
            : MerkleProof.IsConsistent(file.OldSize, checkpoint.Size, file.Proof.Span, known.Root, checkpoint.Root);
        known = fits ? checkpoint : known;
        return fits ? 200 : 422;
    }

    private static void AssertRefused(byte[] bytes, ProofStep step)
    {
        Assert.False(TlogProofFile.TryParse(bytes, out _, out var fault));
        Assert.Equal(step, fault.Step);
    }
}
