using System.Text;
using CsCheck;

namespace VeritasVault.Proofs.Tests;

public sealed class NoteTests
{
    private const string Root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    [Theory]
    [InlineData("log\n0\n" + Root + "\n", true)]
    [InlineData("log\n9223372036854775807\n" + Root + "\n", true)]
    [InlineData("log\n9223372036854775808\n" + Root + "\n", false)]
    [InlineData("log\n00\n" + Root + "\n", false)]
    [InlineData("log\n01\n" + Root + "\n", false)]
    [InlineData("log\n+1\n" + Root + "\n", false)]
    [InlineData("log\n 1\n" + Root + "\n", false)]
    [InlineData("log\n\n" + Root + "\n", false)]
    [InlineData("log\n0\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n", false)]
    [InlineData("log\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n", true)]
    [InlineData("log\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=\n", false)]
    [InlineData("log\n1\n" + Root + "\next\n", false)]
    [InlineData("log\n1\n" + Root + "\n\n", false)]
    [InlineData("log\r\n1\n" + Root + "\n", false)]
    [InlineData("\ufefflog\n1\n" + Root + "\n", true)]
    [InlineData("log\n1\n" + Root, false)]
    [InlineData("", false)]
    public void Checkpoints(string text, bool accepted)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(accepted, Checkpoint.TryParse(bytes, out var checkpoint, out var fault));
        Assert.Equal(accepted ? null : ProofStep.Checkpoint, fault?.Step);
        Assert.True(!accepted || checkpoint!.ToBytes().AsSpan().SequenceEqual(bytes));
    }

    [Theory]
    [InlineData("— n AAAAAAA=\n", true)]
    [InlineData("— n AAAAAA==\n", false)]
    [InlineData("— n AAAAAAB=\n", false)]
    [InlineData("— n AAAAAAA\n", false)]
    [InlineData("— n  AAAAAAA=\n", false)]
    [InlineData("—  AAAAAAA=\n", false)]
    [InlineData("- n AAAAAAA=\n", false)]
    [InlineData("— a+b AAAAAAA=\n", false)]
    [InlineData("— a\u00a0b AAAAAAA=\n", false)]
    [InlineData("— a\u2003b AAAAAAA=\n", false)]
    [InlineData("— n AAAAAAA= \n", false)]
    [InlineData("— n AAAAAAA=\n— n AAAAAAA=\n", false)]
    [InlineData("— n AAAAAAA=\n— n AAAAAAE=\n", false)]
    [InlineData("— n AAAAAAA=\n— m AAAAAAA=\n", true)]
    [InlineData("— n AAAAAAA=\n— n AAAAAQA=\n", true)]
    [InlineData("— n AAAAAAA=\n\n", false)]
    [InlineData("— n AAAAAAA=", false)]
    [InlineData("", false)]
    public void Signature_blocks(string block, bool accepted)
    {
        var bytes = Encoding.UTF8.GetBytes("text\n\n" + block);
        Assert.Equal(accepted, SignedNote.TryParse(bytes, out var note, out var fault));
        Assert.Equal(accepted ? null : ProofStep.Note, fault?.Step);
        Assert.True(!accepted || note!.ToBytes().AsSpan().SequenceEqual(bytes));
    }

    [Fact]
    public void A_note_of_a_hundred_lines_is_read_and_one_more_is_not()
    {
        var lines = Enumerable.Range(0, 100).Select(i => $"— n{i} AAAAAAA=\n").ToList();
        Assert.True(SignedNote.TryParse(Encoding.UTF8.GetBytes("t\n\n" + string.Concat(lines)), out _, out _));
        lines.Add("— n AAAAAAA=\n");
        Assert.False(SignedNote.TryParse(Encoding.UTF8.GetBytes("t\n\n" + string.Concat(lines)), out _, out _));
        Assert.False(SignedNote.TryParse(new byte[SignedNote.BytesMax + 1], out _, out _));
    }

    [Fact]
    public void A_flipped_bit_is_refused_or_leaves_a_line_of_nobody_known() =>
        Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, 7]).Sample((place, bit) =>
        {
            var bytes = Signed.ToBytes();
            var at = place % bytes.Length;
            bytes[at] ^= (byte)(1 << bit);
            Assert.False(
                SignedNote.TryParse(bytes, out var note, out _)
                && note.ToBytes().AsSpan().SequenceEqual(bytes)
                && Ring.TryVerify(note, BouncyEd25519.Instance, out var good, out _)
                && good.Count == Signed.Signatures.Count);
        });

    [Theory]
    [InlineData("", "form name+id+key")]
    [InlineData("name", "form name+id+key")]
    [InlineData("name+0a0b0c0d", "form name+id+key")]
    [InlineData("+8c4d4f3b+AQ==", "name or the id")]
    [InlineData("a b+8c4d4f3b+AQ==", "name or the id")]
    [InlineData("name+8C4D4F3B+AQ==", "name or the id")]
    [InlineData("name+8c4d4f3g+AQ==", "name or the id")]
    [InlineData("name+8c4d4f3b+", "not canonical base64")]
    [InlineData("name+8c4d4f3b+AR==", "not canonical base64")]
    [InlineData("name+8c4d4f3b+AQ==", "32 bytes")]
    [InlineData("name+8c4d4f3b+Bg==", "ML-DSA-44")]
    [InlineData("name+8c4d4f3b+Ag==", "unknown type")]
    // The identity, and a point that is on no curve.
    [InlineData("name+8c4d4f3b+AQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "not a valid point")]
    [InlineData("name+8c4d4f3b+AQIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "not a valid point")]
    [InlineData("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "id is not that of the key")]
    public void Vkeys_that_are_refused(string vkey, string reason)
    {
        Assert.False(NoteKey.TryParse(vkey, out _, out var why));
        Assert.Contains(reason, why);
    }

    [Fact]
    public void Keys_are_made_for_good_names_and_types_only()
    {
        var key = new BouncyEd25519Signer(new byte[32]).PublicKey;
        Assert.Throws<ArgumentException>(() => NoteKey.Create("a b", NoteKeyType.Ed25519, key));
        Assert.Throws<ArgumentException>(() => NoteKey.Create("", NoteKeyType.Ed25519, key));
        Assert.Throws<ArgumentException>(() => NoteKey.Create("a", NoteKeyType.MlDsa44, key));
        Assert.Throws<ArgumentException>(() => new BouncyEd25519Signer(new byte[31]));
    }

    private static SignedNote Signed { get; } = MakeSigned();

    private static NoteKeyRing Ring { get; } = MakeRing();

    private static SignedNote MakeSigned()
    {
        var text = new Checkpoint("log.example", 7, Hash32.Of([])).ToBytes();
        return new SignedNote(
            text,
            [
                NoteSigning.Sign("log.example", text, new BouncyEd25519Signer(new byte[32])),
                NoteSigning.Cosign("witness.example", text, 1_700_000_000, new BouncyEd25519Signer(new byte[32])),
            ]);
    }

    private static NoteKeyRing MakeRing()
    {
        var key = new BouncyEd25519Signer(new byte[32]).PublicKey;
        NoteKeyRing.TryCreate(
            [
                NoteKey.Create("log.example", NoteKeyType.Ed25519, key),
                NoteKey.Create("witness.example", NoteKeyType.CosignatureV1, key),
            ],
            out var ring);
        return ring!;
    }
}
