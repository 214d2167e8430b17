using System.Globalization;
using System.Text;

namespace VeritasVault.Proofs.Tests;

/// <summary>A good tlog-proof, changed by somebody without the log's key: its leaf, path and checkpoint.</summary>
internal static class TamperedProofCases
{
    // The number 0 and the head of a byte string of 32 bytes.
    private static readonly byte[] AlternativeAndRoot = [0, 0x58, 0x20];

    private static readonly PaperLog Log = Scene(out Index);
    private static readonly long Index;
    private static readonly long Size = Log.Size - 4;

    // The neighbours of the entry are on both sides of it, so that its path has hashes of either kind.
    private static readonly byte[] Leaf = Log.Entries[(int)Index];
    private static readonly Hash32[] Path = Log.Path(Index, Size);
    private static readonly string Text = Encoding.UTF8.GetString(Log.Proof(Index, Size));

    public static IEnumerable<VectorCase> All() => [.. Leaves(), .. Paths(), .. Checkpoints(), .. Spellings()];

    private static PaperLog Scene(out long index)
    {
        var (ledger, _) = PaperParties.Open();
        ledger.Command();
        ledger.Command();
        index = ledger.Settle(PaperScene.Exchange).Entry.LogIndex;
        PaperScene.Grow(ledger, 4);
        return ledger.Log;
    }

    private static IEnumerable<VectorCase> Leaves()
    {
        VectorCase Case(string id, int step, string why, byte[] leaf) => new(
            "leaf-" + id, Invalid(step), why, new TlogProofFile(leaf, Index, Path, Log.Note(Size)).ToBytes());

        yield return Case("bit-of-root", 8, "a bit of the states' root", Flipped(Leaf, Leaf.Length - 40));
        yield return Case("bit-of-head", 3, "a bit of the first head", Flipped(Leaf, 0));
        yield return Case("neighbour", 8, "the entry beside it", Log.Entries[(int)Index + 1]);
        yield return Case("long-head", 3, "the last number in two bytes", [.. Leaf[..^1], 0x18, Leaf[^1]]);
        yield return Case("trailing", 3, "a byte after the end", [.. Leaf, 0]);
        yield return Case("cut", 3, "the last byte is missing", Leaf[..^1]);
        var type = Leaf.AsSpan().IndexOf("/v1"u8);
        byte[] other = [.. Leaf[..(type + 2)], (byte)'2', .. Leaf[(type + 3)..]];
        yield return Case("type", 3, "another version of its type", other);
        var alternative = Leaf.AsSpan().LastIndexOf(AlternativeAndRoot);
        byte[] chosen = [.. Leaf[..alternative], 1, .. Leaf[(alternative + 1)..]];
        yield return Case("alternative", 3, "an alternative", chosen);
        yield return Case("inner-node", 3, "two hashes of the tree", [.. Path[0].Bytes, .. Path[1].Bytes]);
        yield return Case("nothing", 3, "an entry of no bytes", []);
        yield return VectorCase.Of("leaf-absent", Invalid(3), "no extra line", Edit(LineOf("extra "), ""));
    }

    private static IEnumerable<VectorCase> Paths()
    {
        VectorCase At(string id, int step, string why, string index) => VectorCase.Of(
            "path-" + id, Invalid(step), why, Edit($"index {Index}\n", $"index {index}\n"));
        VectorCase Of(string id, string why, params Hash32[] path) => new(
            "path-" + id, Invalid(8), why, new TlogProofFile(Leaf, Index, path, Log.Note(Size)).ToBytes());

        yield return At("index-above", 8, "the index after", Number(Index + 1));
        yield return At("index-below", 8, "the index before", Number(Index - 1));
        yield return At("index-size", 8, "the index is the size", Number(Size));
        yield return At("index-2-64", 2, "the index and 2^64", ((Int128)Index + (Int128.One << 64)).ToString());
        yield return At("index-zero", 2, "a leading zero", "0" + Number(Index));
        yield return At("index-sign", 2, "a sign", "+" + Number(Index));
        yield return Of("flipped", "a bit of a hash", [new Hash32(Flipped(Path[0].Bytes.ToArray(), 5)), .. Path[1..]]);
        yield return Of("dropped", "the last hash is missing", Path[..^1]);
        yield return Of("added", "a hash too many", [.. Path, Path[0]]);
        yield return Of("swapped", "two hashes exchanged", [Path[1], Path[0], .. Path[2..]]);
        yield return Of("reversed", "from the root down", [.. Path.Reverse()]);
        yield return Of("other-size", "the path under a larger tree", Log.Path(Index, Log.Size));
        var long64 = new TlogProofFile(Leaf, Index, new Hash32[64], Log.Note(Size)).ToBytes();
        yield return new VectorCase("path-64", Invalid(1), "64 hashes", long64);
    }

    private static IEnumerable<VectorCase> Checkpoints()
    {
        var good = Log.CheckpointAt(Size);
        VectorCase Of(string id, int step, string why, byte[] note) => new(
            "checkpoint-" + id, Invalid(step), why, new TlogProofFile(Leaf, Index, Path, note).ToBytes());
        VectorCase Changed(string id, string why, Checkpoint changed)
        {
            var signature = Log.Signed(good.ToBytes()).Signatures;
            return Of(id, 6, why, new SignedNote(changed.ToBytes(), signature).ToBytes());
        }

        yield return Changed("root", "another root than was signed", good with { Root = Path[0] });
        yield return Changed("size", "another size than was signed", good with { Size = Size + 1 });
        yield return Changed("origin", "another origin than was signed", good with { Origin = "ledger.example/other" });
        var stranger = new PaperLog(Log.Origin, PaperLog.Signer("stranger"));
        yield return Of("stranger", 6, "a key nobody knows, under the log's name", stranger.Sign(good));
        var nonsense = stranger.Signed([1, 10]).Signatures[0].Signature;
        var line = Log.Signed(good.ToBytes()).Signatures[0] with { Signature = nonsense };
        yield return Of(
            "bad-signature", 6, "the log's name and key id on a signature of nothing",
            new SignedNote(good.ToBytes(), [line]).ToBytes());
        var elsewhere = new PaperLog("ledger.example/other", PaperLog.Signer("log"));
        yield return Of(
            "other-origin", 6, "the log's key under another origin",
            elsewhere.Sign(good with { Origin = elsewhere.Origin }));
        var text = good.ToString();
        byte[] Signed(string words) => Log.Signed(Encoding.UTF8.GetBytes(words)).ToBytes();
        string WithSize(string size) => text.Replace($"\n{Size}\n", $"\n{size}\n", StringComparison.Ordinal);
        yield return Of("extension", 5, "a fourth line, signed", Signed(text + "more\n"));
        yield return Of("zero-size", 5, "a size with a leading zero, signed", Signed(WithSize($"0{Size}")));
        yield return Of("large-size", 5, "a size of 2^63, signed", Signed(WithSize("9223372036854775808")));
        yield return Of("root-bits", 5, "padding bits in the root, signed", Signed(WithPaddingBits(text)));
        yield return Of("empty", 5, "the empty tree with another root, signed", Log.Sign(good with { Size = 0 }));
        var note = Encoding.UTF8.GetString(Log.Sign(good));
        yield return Of("unsigned", 4, "no signature line", Encoding.UTF8.GetBytes(text + "\n"));
        yield return Of("twice", 4, "the log's line twice", Encoding.UTF8.GetBytes(note + LineIn(note, "— ")));
        yield return Of(
            "signature-bits", 4, "padding bits in the signature", Encoding.UTF8.GetBytes(WithPaddingBits(note)));
        yield return Of(
            "signatures-101", 1, "101 signature lines",
            Encoding.UTF8.GetBytes(note + string.Concat(Enumerable.Range(0, 100).Select(i => $"— w{i} AAAAAAA=\n"))));
        yield return VectorCase.Of("checkpoint-other-policy", Invalid(6), "under the policy of another log", Text)
            .By("other");
    }

    private static IEnumerable<VectorCase> Spellings()
    {
        VectorCase Case(string id, int step, string why, string text) =>
            VectorCase.Of("spelling-" + id, Invalid(step), why, text);

        yield return Case("crlf", 1, "lines that end in CR LF", Text.Replace("\n", "\r\n", StringComparison.Ordinal));
        yield return Case("bom", 2, "a byte order mark", "\ufeff" + Text);
        yield return Case("header", 2, "another version", Text.Replace("@v1", "@v2", StringComparison.Ordinal));
        var hash = Path[0].ToBase64();
        yield return Case("bits", 2, "padding bits in the path", Edit(hash, WithPaddingBits(hash)));
        yield return Case("unpadded", 2, "base64 without padding in the path", Edit(hash, hash[..^1]));
        yield return Case("blank", 2, "a blank after the index", Edit($"index {Index}\n", $"index {Index} \n"));
        yield return Case("no-line-feed", 2, "the last line feed is missing", Text[..^1]);
        yield return Case("extra-line-feed", 4, "a line feed too many", Text + "\n");
        yield return Case("order", 2, "the index before the entry", Text.Replace(
            LineOf("extra ") + LineOf("index "), LineOf("index ") + LineOf("extra "), StringComparison.Ordinal));
        yield return new VectorCase(
            "spelling-utf8", Invalid(1), "a byte that is not UTF-8",
            [.. Encoding.UTF8.GetBytes(Text), 0xff, (byte)'\n']);
        yield return Case("large", 1, "more than 64 KiB", Text + new string('x', 66_000) + "\n");
        yield return Case("nothing", 2, "an empty file", "");
    }

    public static string Invalid(int step) => "INVALID V" + Number(step);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string LineOf(string start) => LineIn(Text, start);

    private static string LineIn(string text, string start)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal);
        return text[from..(text.IndexOf('\n', from) + 1)];
    }

    private static string Edit(string from, string to)
    {
        Assert.Contains(from, Text, StringComparison.Ordinal);
        return Text.Replace(from, to, StringComparison.Ordinal);
    }

    private static byte[] Flipped(byte[] bytes, int place)
    {
        byte[] copy = [.. bytes];
        copy[place] ^= 1;
        return copy;
    }

    /// <summary>The last base64 of the text with one of its unused bits set.</summary>
    private static string WithPaddingBits(string text)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        var last = text.TrimEnd('\n', '=').Length - 1;
        return text[..last] + Alphabet[Alphabet.IndexOf(text[last], StringComparison.Ordinal) + 1] + text[(last + 1)..];
    }
}
