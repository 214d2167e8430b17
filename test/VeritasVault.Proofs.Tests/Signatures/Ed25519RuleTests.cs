using System.Collections.Concurrent;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VeritasVault.Proofs.Tests;

public sealed class Ed25519RuleTests
{
    private const string RuleFile = "ed25519-rule.json";
    private const string WriteSwitch = "VERITAS_WRITE_VECTORS";

    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly ConcurrentDictionary<string, (bool IsPrimeOrder, bool IsSmall)?> Points = new();

    // The expected set is what others accept by ref10, less what the checks refuse; the checks are made here with
    // arithmetic of our own, so that the file does not repeat what the library under test says.
    [Fact]
    public void The_expected_set_is_ref10_and_the_checks()
    {
        var ref10 = Vectors.Json("ed25519/cctv-accepted-by.json").GetProperty("ref10").Text("bits");
        var expected = Cases().Select((probe, i) => ref10[i] == '1' && PassesChecks(probe)).ToList();
        var text = Describe(expected);
        if (Environment.GetEnvironmentVariable(WriteSwitch) == "1")
        {
            File.WriteAllText(Vectors.Own(RuleFile), text);
        }

        Assert.True(
            File.Exists(Vectors.Own(RuleFile)) && File.ReadAllText(Vectors.Own(RuleFile)) == text,
            $"spec/vectors/{RuleFile} does not follow from the public ones. Fix: run this test with {WriteSwitch}=1.");
    }

    [Fact]
    public void Every_edge_vector_gets_the_verdict_of_the_rule()
    {
        var bits = JsonDocument.Parse(File.ReadAllBytes(Vectors.Own(RuleFile))).RootElement.Text("bits");
        var cases = Cases();
        var verdicts = cases.AsParallel().AsOrdered().Select(probe => Accepts(probe) ? '1' : '0').ToArray();
        Assert.Equal(914, cases.Count);
        Assert.Equal(bits, new string(verdicts));
    }

    [Fact]
    public void Everything_the_rule_accepts_is_accepted_by_every_family()
    {
        var bits = JsonDocument.Parse(File.ReadAllBytes(Vectors.Own(RuleFile))).RootElement.Text("bits");
        var families = Vectors.Json("ed25519/cctv-accepted-by.json").EnumerateObject()
            .Where(family => family.Value.ValueKind == JsonValueKind.Object)
            .ToList();
        Assert.True(families.Count >= 2);
        foreach (var family in families)
        {
            var theirs = family.Value.Text("bits");
            Assert.All(bits.Zip(theirs), bit => Assert.True(bit.First == '0' || bit.Second == '1', family.Name));
        }
    }

    [Fact]
    public void Wycheproof_cases_get_their_verdict()
    {
        var count = 0;
        foreach (var group in Vectors.Json("ed25519/wycheproof-ed25519_test.json").List("testGroups"))
        {
            var key = group.GetProperty("publicKey").Hex("pk");
            foreach (var test in group.List("tests"))
            {
                count++;
                var accepted = Ed25519PublicKey.TryCreate(key, out var publicKey)
                    && BouncyEd25519.Instance.Verify(publicKey, test.Hex("msg"), test.Hex("sig"));
                var expected = test.Text("result") == "valid";
                Assert.True(accepted == expected, $"{test.GetProperty("tcId")}: {test.Text("comment")}");
            }
        }

        Assert.Equal(151, count);
    }

    // The eight points, found by multiplying any point by L, and what the rule says of each as a key and as an R.
    [Fact]
    public void The_small_order_points_are_all_known()
    {
        var torsion = new SortedSet<string>(StringComparer.Ordinal);
        for (byte y = 2; torsion.Count < 8; y++)
        {
            byte[] encoding = [y, .. new byte[31]];
            if (EdwardsPoint.DecodeOrNull(encoding) is { } point)
            {
                var small = point.Times(EdwardsPoint.L);
                for (var factor = 0; factor < 8; factor++)
                {
                    torsion.Add(Encode(small.Times(factor)));
                }
            }
        }

        Assert.Equal(8, torsion.Count);
        foreach (var encoding in torsion.Select(Convert.FromHexString))
        {
            Assert.False(Ed25519PublicKey.TryCreate(encoding, out _));
            Assert.False(Ed25519Rule.HasGoodForm([.. encoding, .. new byte[32]]));
        }
    }

    [Fact]
    public void A_signature_has_one_spelling()
    {
        var signer = new BouncyEd25519Signer(Hash32.Of([]).Bytes);
        var signature = signer.Sign("message"u8);
        Assert.True(BouncyEd25519.Instance.Verify(signer.PublicKey, "message"u8, signature));
        Assert.False(BouncyEd25519.Instance.Verify(signer.PublicKey, "massage"u8, signature));
        Assert.False(BouncyEd25519.Instance.Verify(signer.PublicKey, "message"u8, signature.AsSpan(1)));
        Assert.False(BouncyEd25519.Instance.Verify(signer.PublicKey, "message"u8, [.. signature, 0]));
        var s = new BigInteger(signature.AsSpan(32), isUnsigned: true) + EdwardsPoint.L;
        var twin = new byte[32];
        Assert.True(s.TryWriteBytes(twin, out _, isUnsigned: true));
        Assert.False(BouncyEd25519.Instance.Verify(signer.PublicKey, "message"u8, [.. signature[..32], .. twin]));
    }

    [Fact]
    public void Keys_of_another_length_are_refused_and_equal_keys_are_equal()
    {
        var key = new BouncyEd25519Signer(new byte[32]).PublicKey;
        Assert.False(Ed25519PublicKey.TryCreate(key.Bytes[1..], out _));
        Assert.False(Ed25519PublicKey.TryCreate([], out _));
        Assert.True(Ed25519PublicKey.TryCreate(key.Bytes, out var again));
        Assert.True(key.Equals(again) && key.Equals((object)again) && !key.Equals(null));
        Assert.Equal(key.GetHashCode(), again.GetHashCode());
    }

    private static List<JsonElement> Cases() => [.. Vectors.Json("ed25519/cctv-ed25519vectors.json").EnumerateArray()];

    private static bool Accepts(JsonElement probe) =>
        Ed25519PublicKey.TryCreate(probe.Hex("key"), out var key)
        && BouncyEd25519.Instance.Verify(key, Encoding.UTF8.GetBytes(probe.Text("msg")), probe.Hex("sig"));

    private static bool PassesChecks(JsonElement probe)
    {
        var signature = probe.Hex("sig");
        var s = new BigInteger(signature.AsSpan(32), isUnsigned: true);
        return s < EdwardsPoint.L
            && PointOf(probe.Hex("key")) is { IsPrimeOrder: true, IsSmall: false }
            && PointOf(signature[..32]) is { IsSmall: false };
    }

    private static (bool IsPrimeOrder, bool IsSmall)? PointOf(byte[] encoding) =>
        Points.GetOrAdd(Convert.ToHexString(encoding), Classify);

    private static (bool IsPrimeOrder, bool IsSmall)? Classify(string hex) =>
        EdwardsPoint.DecodeOrNull(Convert.FromHexString(hex)) is { } point
            ? (point.Times(EdwardsPoint.L) == EdwardsPoint.Identity, point.Times(8) == EdwardsPoint.Identity)
            : null;

    private static string Encode(EdwardsPoint point)
    {
        var bytes = new byte[32];
        point.Y.TryWriteBytes(bytes, out _, isUnsigned: true);
        bytes[31] |= (byte)(point.X.IsEven ? 0 : 0x80);
        return Convert.ToHexStringLower(bytes);
    }

    private static string Describe(List<bool> expected)
    {
        var description = new JsonObject
        {
            ["about"] = "Our Ed25519 rule on the 914 vectors of C2SP/CCTV ed25519/ed25519vectors.json: character i "
                + "is 1 where vector number i is accepted. The rule is the equation of ref10 and the checks: public "
                + "key canonical, of the prime-order subgroup, not the identity; S < L; R canonical and not of "
                + "small order.",
            ["source"] = "github.com/C2SP/CCTV at 1e3d2860d46e",
            ["accepted"] = expected.Count(accepted => accepted),
            ["bits"] = string.Concat(expected.Select(accepted => accepted ? '1' : '0')),
        };
        return description.ToJsonString(Indented) + "\n";
    }
}
