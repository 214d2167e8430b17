using System.Text;

namespace VeritasVault.Proofs.Tests;

public sealed class PolicyTests
{
    private const string Origin = "log.example";

    private static readonly BouncyEd25519 Verifier = BouncyEd25519.Instance;

    private static readonly BouncyEd25519Signer[] Signers =
        [.. Enumerable.Range(0, 8).Select(i => new BouncyEd25519Signer(Hash32.Of([(byte)i]).Bytes))];

    private static readonly string Log = $"log {Key(0, Origin, NoteKeyType.Ed25519)}\n";
    private static readonly string Witnesses =
        string.Concat(Enumerable.Range(1, 5).Select(i => $"witness w{i} {Witness(i)}\n"));
    private static readonly byte[] Text = new Checkpoint(Origin, 5, Hash32.Of([1])).ToBytes();

    private static string Key(int signer, string name, NoteKeyType type) =>
        NoteKey.Create(name, type, Signers[signer].PublicKey).ToString();

    private static string Witness(int signer) => Key(signer, $"witness{signer}.example", NoteKeyType.CosignatureV1);

    public static TheoryData<string, string> Refused => new()
    {
        { "", "there is no quorum line" },
        { "# quorum none\n", "there is no quorum line" },
        { "quorum none", "line 1: its line feed is missing" },
        { "quorum none\nquorum none\n", "line 2: there is a quorum line already" },
        { "quorum w1\n", "line 1: the quorum is not defined above" },
        { "quorum\n", "line 1: neither" },
        { "quorum a b\n", "line 1: neither" },
        { "log\n", "line 1: neither" },
        { "unknown line\n", "line 1: neither" },
        { "quorum none\r\n", "line 1: a control character" },
        { "log nonsense\n", "line 1: a vkey has the form" },
        { $"log {Witness(1)}\nquorum none\n", "line 1: a key of type 0x01 is needed here" },
        { $"witness w {Key(1, "w", NoteKeyType.Ed25519)}\nquorum none\n", "line 1: a key of type 0x04 is needed here" },
        { "log name+8c4d4f3b+Bg==\nquorum none\n", "ML-DSA-44 keys (type 0x06) cannot be used yet" },
        { $"{Log}{Log}quorum none\n", "line 2: this public key is in the policy already" },
        { $"{Log}witness w {Key(0, "b", NoteKeyType.CosignatureV1)}\nquorum w\n", "line 2: this public key" },
        { $"witness a {Witness(1)}\nwitness b {Key(1, "b", NoteKeyType.CosignatureV1)}\nquorum b\n", "line 2: this" },
        { $"witness none {Witness(1)}\nquorum none\n", "line 1: the name is taken" },
        { $"witness w {Witness(1)}\nwitness w {Witness(2)}\nquorum w\n", "line 2: the name is taken" },
        { $"{Witnesses}group w1 1 w2\nquorum w1\n", "line 6: the name is taken" },
        { $"{Witnesses}group g 2 w1 w1\nquorum g\n", "line 6: a member is listed already" },
        { $"{Witnesses}group g 1 w1\ngroup h 1 w1\nquorum h\n", "line 7: a member is listed already" },
        { $"{Witnesses}group g 0 w1\nquorum g\n", "line 6: the threshold" },
        { $"{Witnesses}group g 3 w1 w2\nquorum g\n", "line 6: the threshold" },
        { $"{Witnesses}group g 02 w1 w2\nquorum g\n", "line 6: the threshold" },
        { $"{Witnesses}group g +1 w1 w2\nquorum g\n", "line 6: the threshold" },
        { $"{Witnesses}group g any\nquorum g\n", "line 6: neither" },
        { $"{Witnesses}group g 1 none\nquorum g\n", "line 6: a member is not defined above" },
        { $"{Witnesses}group g 1 g\nquorum g\n", "line 6: a member is not defined above" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Policies_that_are_refused(string text, string reason)
    {
        Assert.False(TlogPolicy.TryParse(Encoding.UTF8.GetBytes(text), out _, out var why));
        Assert.Contains(reason, why);
    }

    [Fact]
    public void Bytes_and_entries_are_bounded()
    {
        Assert.False(TlogPolicy.TryParse([0xff, (byte)'\n'], out _, out _));
        Assert.False(TlogPolicy.TryParse(new byte[PolicyParser.BytesMax + 1], out _, out _));
        var nested = new StringBuilder($"witness g0 {Witness(1)}\n");
        for (var i = 1; i <= PolicyParser.EntriesMax; i++)
        {
            nested.Append($"group g{i} any g{i - 1}\n");
        }

        Assert.False(TlogPolicy.TryParse(Encoding.UTF8.GetBytes(nested + "quorum g1\n"), out _, out var reason));
        Assert.Contains("there are more than", reason);
    }

    [Theory]
    [InlineData("quorum none", "", true)]
    [InlineData("quorum w1", "", false)]
    [InlineData("quorum w1", "1", true)]
    [InlineData("quorum w1", "2", false)]
    [InlineData("group g 2 w1 w2 w3\nquorum g", "1", false)]
    [InlineData("group g 2 w1 w2 w3\nquorum g", "13", true)]
    [InlineData("group g 2 w1 w2 w3\nquorum g", "145", false)]
    [InlineData("group g all w1 w2 w3\nquorum g", "12", false)]
    [InlineData("group g all w1 w2 w3\nquorum g", "321", true)]
    [InlineData("group g any w1 w2 w3\nquorum g", "3", true)]
    [InlineData("group g any w1 w2\ngroup h 2 w3 w4 w5\n\tgroup\tx all g h  \n# comment\n\nquorum x", "134", true)]
    [InlineData("group g any w1 w2\ngroup h 2 w3 w4 w5\n\tgroup\tx all g h  \n# comment\n\nquorum x", "124", false)]
    public void Quorums(string quorum, string cosigners, bool accepted)
    {
        var policy = Parse($"{Log}{Witnesses}{quorum}\n");
        var note = SignedBy(cosigners.Select(digit => Cosigned(digit - '0', 1_700_000_000)));
        var verified = policy.TryVerify(note, WitnessClock.None, Verifier, out _, out var verdict, out var fault);
        Assert.Equal(accepted, verified);
        Assert.Equal(accepted ? null : ProofStep.Witnesses, fault?.Step);
        Assert.Equal(accepted ? cosigners.Length : null, verdict?.Cosigners.Count);
    }

    [Theory]
    [InlineData(0, null, null, ProofStep.Witnesses)]
    [InlineData(1, null, null, null)]
    [InlineData(0x7fff_ffff_ffff_ffff, null, null, null)]
    [InlineData(0x8000_0000_0000_0000, null, null, ProofStep.Witnesses)]
    [InlineData(1000, 1000L, null, null)]
    [InlineData(1005, 1000L, null, null)]
    [InlineData(1006, 1000L, null, ProofStep.Witnesses)]
    [InlineData(900, 1000L, 100L, null)]
    [InlineData(899, 1000L, 100L, ProofStep.Witnesses)]
    public void Times_of_witnesses(ulong time, long? now, long? ageMax, ProofStep? refused)
    {
        var policy = Parse($"{Log}{Witnesses}quorum w1\n");
        var note = SignedBy([Cosigned(1, time)]);
        var clock = new WitnessClock(now, 5, ageMax);
        policy.TryVerify(note, clock, BouncyEd25519.Instance, out _, out var verdict, out var fault);
        Assert.Equal(refused, fault?.Step);
        Assert.Equal(refused is null ? (long)time : null, verdict?.LeastTimeSeconds);
    }

    [Fact]
    public void An_old_cosignature_is_refused_though_the_quorum_is_reached_without_it()
    {
        var policy = Parse($"{Log}{Witnesses}quorum w1\n");
        var note = SignedBy([Cosigned(1, 1000), Cosigned(2, 899)]);
        var clock = new WitnessClock(1000, AgeSecondsMax: 100);
        Assert.False(policy.TryVerify(note, clock, Verifier, out _, out _, out var fault));
        Assert.Equal(ProofStep.Witnesses, fault.Step);
    }

    [Fact]
    public void The_logs_name_is_the_origin()
    {
        var other = new Checkpoint("other.example", 5, Hash32.Of([1])).ToBytes();
        var policy = Parse($"{Log}quorum none\n");
        var note = new SignedNote(other, [NoteSigning.Sign(Origin, other, Signers[0])]).ToBytes();
        Assert.False(policy.TryVerify(note, WitnessClock.None, Verifier, out _, out _, out var fault));
        Assert.Equal(ProofStep.LogSignature, fault.Step);
    }

    [Fact]
    public void Witnesses_do_not_stand_in_for_the_log_nor_a_plain_signature_for_a_cosignature()
    {
        var policy = Parse($"{Log}{Witnesses}quorum w1\n");
        var unsigned = new SignedNote(Text, [Cosigned(1, 1000)]).ToBytes();
        Assert.False(policy.TryVerify(unsigned, WitnessClock.None, Verifier, out _, out _, out var fault));
        Assert.Equal(ProofStep.LogSignature, fault.Step);

        // A plain signature under the id of the cosigning key: the line is of a known key, and bad.
        var cosigned = Cosigned(1, 1000);
        var plain = cosigned with { Signature = Signers[1].Sign(Text) };
        Assert.False(policy.TryVerify(SignedBy([plain]), WitnessClock.None, Verifier, out _, out _, out fault));
        Assert.Equal(ProofStep.LogSignature, fault.Step);
    }

    [Fact]
    public void One_bad_signature_of_a_known_key_spoils_a_note_that_needs_it_not()
    {
        var policy = Parse($"{Log}{Witnesses}quorum none\n");
        var ofAnotherTime = Cosigned(2, 1000);
        var bytes = ofAnotherTime.Signature.ToArray();
        bytes[7] ^= 1;
        var note = SignedBy([ofAnotherTime with { Signature = bytes }]);
        Assert.False(policy.TryVerify(note, WitnessClock.None, Verifier, out _, out _, out var fault));
        Assert.Equal(ProofStep.LogSignature, fault.Step);
    }

    [Fact]
    public void Lines_of_keys_outside_the_policy_are_passed_over()
    {
        var policy = Parse($"{Log}quorum none\n");
        var note = SignedBy([new NoteSignature("unknown", 7, new byte[2424]), Cosigned(1, 0)]);
        Assert.True(policy.TryVerify(note, WitnessClock.None, Verifier, out var checkpoint, out var verdict, out _));
        Assert.Equal((Origin, 5), (checkpoint.Origin, checkpoint.Size));
        Assert.Equal((0, false), (verdict.Cosigners.Count, verdict.Witnessed));
        Assert.Equal(Origin, verdict.Log.Name);
    }

    private static TlogPolicy Parse(string text) =>
        TlogPolicy.TryParse(Encoding.UTF8.GetBytes(text), out var policy, out var reason)
            ? policy
            : throw new InvalidOperationException(reason);

    private static NoteSignature Cosigned(int signer, ulong time) =>
        NoteSigning.Cosign($"witness{signer}.example", Text, time, Signers[signer]);

    private static byte[] SignedBy(IEnumerable<NoteSignature> more) =>
        new SignedNote(Text, [NoteSigning.Sign(Origin, Text, Signers[0]), .. more]).ToBytes();
}
