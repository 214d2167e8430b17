using System.Text;
using System.Text.Json;

namespace VeritasVault.Page.Tests;

/// <summary>The signature rule: the ref10 equation, canonical encodings, no torsion, no small orders.</summary>
public class Ed25519Tests(Chromium chromium)
{
    [Fact]
    public async Task Vectors_at_the_edges_are_accepted_by_ref10_and_the_checks_together()
    {
        var vectors = Repository.Vectors("ed25519/cctv-ed25519vectors.json").EnumerateArray().Select(vector => new Case(
            Hex(vector, "key"), Hex(vector, "sig"), Encoding.UTF8.GetBytes(vector.GetProperty("msg").GetString()!)))
            .ToArray();
        var ref10 = Repository.Vectors("ed25519/cctv-accepted-by.json").GetProperty("ref10").GetProperty("bits")
            .GetString()!;
        Assert.Equal((914, 914), (vectors.Length, ref10.Length));
        var keys = vectors.DistinctBy(c => Convert.ToHexString(c.Key))
            .ToDictionary(c => Convert.ToHexString(c.Key), c => EdwardsCurve.IsValidKey(c.Key));
        var expected = vectors.Select((c, i) => ref10[i] == '1' && keys[Convert.ToHexString(c.Key)] && IsWellFormed(c))
            .ToArray();
        Assert.Equal(
            Repository.Spec("ed25519-rule.json").GetProperty("bits").GetString(),
            string.Concat(expected.Select(accepted => accepted ? '1' : '0')));
        Assert.Equal(expected, await VerifyAsync(vectors));
    }

    [Fact]
    public async Task Wycheproof_gets_its_verdicts()
    {
        var groups = Repository.Vectors("ed25519/wycheproof-ed25519_test.json").GetProperty("testGroups");
        var tests = groups.EnumerateArray().SelectMany(group => group.GetProperty("tests").EnumerateArray().Select(
            test => (Test: test, Key: Hex(group.GetProperty("publicKey"), "pk")))).ToArray();
        Assert.Equal(151, tests.Length);
        var verdicts = await VerifyAsync(
            [.. tests.Select(test => new Case(test.Key, Hex(test.Test, "sig"), Hex(test.Test, "msg")))]);
        var wrong = tests.Where((test, i) => verdicts[i] != (test.Test.GetProperty("result").GetString() == "valid"))
            .Select(test => test.Test.GetProperty("tcId").GetInt32());
        Assert.Empty(wrong);
    }

    private static bool IsWellFormed(Case one) =>
        EdwardsCurve.Number(one.Signature.AsSpan(32)) < EdwardsCurve.Order
        && EdwardsCurve.IsValidR(one.Signature[..32]);

    private static byte[] Hex(JsonElement element, string member) =>
        Convert.FromHexString(element.GetProperty(member).GetString()!);

    private async Task<bool[]> VerifyAsync(Case[] cases)
    {
        return await chromium.RunAsync<bool[]>(
            """
            async (v, cases) => {
              const verdicts = [];
              for (const [key, signature, message] of cases) {
                verdicts.push(await v.verifyEd25519(v.fromHex(key), v.fromHex(message), v.fromHex(signature)));
              }
              return verdicts;
            }
            """,
            cases.Select(c => new[] { c.Key, c.Signature, c.Message }.Select(Convert.ToHexStringLower).ToArray())
                .ToArray());
    }

    private sealed record Case(byte[] Key, byte[] Signature, byte[] Message);
}
