using System.Text;
using System.Text.Json;

namespace VeritasVault.Proofs.Tests;

public sealed class NoteVectorTests
{
    [Fact]
    public void Published_notes_get_our_verdict()
    {
        var cases = Vectors.Json("tlog/xmod-note.json").List("open").ToList();
        foreach (var probe in cases)
        {
            var note = Convert.FromBase64String(probe.Text("noteBase64"));
            var verdict = Verdict(note, probe.List("vkeys"));
            Assert.Equal((probe.Text("name"), probe.Text("strict")), (probe.Text("name"), verdict));
        }

        Assert.Equal(15, cases.Count);
    }

    [Fact]
    public void Published_bad_vkeys_are_refused()
    {
        foreach (var bad in Vectors.Json("tlog/xmod-note.json").List("badVkeys"))
        {
            Assert.False(NoteKey.TryParse(bad.Text("vkey"), out _, out _), bad.Text("why"));
        }
    }

    [Fact]
    public void Signing_gives_the_published_note()
    {
        var sign = Vectors.Json("tlog/xmod-note.json").GetProperty("sign");
        var signer = Signer(sign.Text("skey"));
        var text = Encoding.UTF8.GetBytes(sign.Text("text"));
        var note = new SignedNote(text, [NoteSigning.Sign("PeterNeumann", text, signer)]);
        Assert.Equal(sign.Text("note"), Encoding.UTF8.GetString(note.ToBytes()));
        var key = NoteKey.Create("PeterNeumann", NoteKeyType.Ed25519, signer.PublicKey);
        Assert.Equal(sign.Text("vkey"), key.ToString());
    }

    [Fact]
    public void Cosigning_gives_the_published_signatures()
    {
        var vectors = Vectors.Json("tlog/webtessera-cosignature-sign.json");
        var signer = Signer(vectors.Text("skey"));
        var text = Encoding.UTF8.GetBytes(vectors.Text("text"));
        var key = NoteKey.Create("wit", NoteKeyType.CosignatureV1, signer.PublicKey);
        Assert.Equal(vectors.Text("vkeyType4"), key.ToString());
        var plain = NoteKey.Create("wit", NoteKeyType.Ed25519, signer.PublicKey);
        Assert.Equal(vectors.Text("vkeyType1"), plain.ToString());
        Assert.True(NoteKeyRing.TryCreate([key], out var ring));
        foreach (var probe in vectors.List("cases"))
        {
            var time = ulong.Parse(probe.Text("time"));
            var line = NoteSigning.Cosign("wit", text, time, signer);
            Assert.Equal(probe.Text("signatureHex"), Convert.ToHexStringLower(line.Signature.Span));
            Assert.True(ring.TryVerify(new SignedNote(text, [line]), BouncyEd25519.Instance, out var good, out _));
            Assert.Equal(time, Assert.Single(good).TimeSeconds);
        }
    }

    [Fact]
    public void Cosignatures_of_other_software_verify()
    {
        foreach (var probe in Vectors.Json("tlog/sunlight-cosignatures.json").List("cases"))
        {
            Assert.True(NoteKey.TryParse(probe.Text("cosignerVkey"), out var key, out var reason), reason);
            Assert.Equal(probe.Text("cosignerVkey"), key.ToString());
            Assert.True(NoteKeyRing.TryCreate([key], out var ring));
            Assert.True(SignedNote.TryParse(Encoding.UTF8.GetBytes(probe.Text("note")), out var note, out _));
            Assert.True(ring.TryVerify(note, BouncyEd25519.Instance, out var good, out _), probe.Text("name"));
            Assert.Equal(probe.GetProperty("timestamp").GetUInt64(), Assert.Single(good).TimeSeconds);
        }
    }

    [Fact]
    public void Published_checkpoints_get_our_verdict()
    {
        foreach (var probe in Vectors.Json("tlog/checkpoint-parse.json").List("cases"))
        {
            var text = Encoding.UTF8.GetBytes(probe.Text("text"));
            var accepted = Checkpoint.TryParse(text, out var checkpoint, out var fault);
            Assert.True(accepted == (probe.Text("strict") == "ok"), $"{probe.Text("name")}: {fault}");
            Assert.True(!accepted || checkpoint!.ToBytes().AsSpan().SequenceEqual(text), probe.Text("name"));
        }
    }

    [Fact]
    public void The_examples_of_the_specifications_are_read()
    {
        var spec = Vectors.Json("tlog/c2sp-spec-examples.json");
        var signed = spec.GetProperty("signedNote");
        Assert.True(NoteKey.TryParse(signed.Text("vkey"), out var key, out _));
        Assert.True(NoteKeyRing.TryCreate([key], out var ring));
        Assert.True(SignedNote.TryParse(Encoding.UTF8.GetBytes(signed.Text("note")), out var note, out _));
        Assert.True(ring.TryVerify(note, BouncyEd25519.Instance, out _, out _));
        Assert.True(SignedNote.TryParse(Encoding.UTF8.GetBytes(spec.Text("signedNoteUnknownKey")), out note, out _));
        Assert.False(ring.TryVerify(note, BouncyEd25519.Instance, out _, out var fault));
        Assert.Equal(ProofStep.LogSignature, fault.Step);
        foreach (var name in (string[])["checkpointParseOnly", "cosignedParseOnly"])
        {
            Assert.True(SignedNote.TryParse(Encoding.UTF8.GetBytes(spec.Text(name)), out note, out _));
            Assert.True(Checkpoint.TryParse(note.Text.Span, out var checkpoint, out _));
            Assert.Equal(("example.com/behind-the-sofa", 20852163), (checkpoint.Origin, checkpoint.Size));
        }

        Assert.Equal(
            spec.Text("ed25519CosignedMessage"),
            Encoding.UTF8.GetString(NoteSigning.CosignedMessage(note.Text.Span, 1679315147)));
    }

    private static string Verdict(byte[] bytes, IEnumerable<JsonElement> vkeys)
    {
        var keys = vkeys.Select(text => NoteKey.TryParse(text.GetString(), out var key, out var reason)
            ? key
            : throw new InvalidOperationException(reason));
        if (!NoteKeyRing.TryCreate(keys, out var ring))
        {
            return "ambiguous key";
        }

        if (!SignedNote.TryParse(bytes, out var note, out var fault))
        {
            return fault.Reason.Contains("two signature lines") ? "duplicate line" : "malformed";
        }

        Assert.Equal(bytes, note.ToBytes());
        return ring.TryVerify(note, BouncyEd25519.Instance, out _, out fault) ? "ok"
            : fault.Reason.EndsWith("is bad") ? "invalid signature"
            : "unverified";
    }

    // The private form of x/mod's note package: its last part is the type and the seed.
    private static BouncyEd25519Signer Signer(string skey) =>
        new(Convert.FromBase64String(skey.Split('+', 5)[4]).AsSpan(1));
}
