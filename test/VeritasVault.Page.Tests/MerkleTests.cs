using System.Text.Json;

namespace VeritasVault.Page.Tests;

public class MerkleTests(Chromium chromium)
{
    private const string Common =
        """
        const hash = text => v.fromBase64(text);
        const hashes = list => (list ?? []).map(hash);
        """;

    [Fact]
    public async Task Inclusion_probes_get_their_verdict()
    {
        var cases = CasesOf("merkle/inclusion.json", "leafIdx", "treeSize");
        await MustAgreeAsync(
            cases,
            $$"""
            (v, cases) => {
              {{Common}}
              return cases.map(c => v.includes(
                hash(c.leafHash), BigInt(c.leafIdx), BigInt(c.treeSize), hashes(c.proof), hash(c.root)));
            }
            """);
    }

    [Fact]
    public async Task Consistency_probes_get_their_verdict()
    {
        var cases = CasesOf("merkle/consistency.json", "size1", "size2");
        await MustAgreeAsync(
            cases,
            $$"""
            (v, cases) => {
              {{Common}}
              return cases.map(c => v.consistent(
                BigInt(c.size1), hash(c.root1), BigInt(c.size2), hash(c.root2), hashes(c.proof)));
            }
            """);
    }

    private static List<Dictionary<string, object?>> CasesOf(string file, params string[] numbers)
    {
        // JavaScript would round numbers above 2^53: they travel as text.
        var cases = new List<Dictionary<string, object?>>();
        foreach (var element in Repository.Vectors(file).GetProperty("cases").EnumerateArray())
        {
            var one = new Dictionary<string, object?>(StringComparer.Ordinal);
            foreach (var member in element.EnumerateObject())
            {
                one[member.Name] = numbers.Contains(member.Name) ? member.Value.GetRawText() : ValueOf(member.Value);
            }

            cases.Add(one);
        }

        Assert.True(cases.Count >= 98);
        return cases;
    }

    private static object? ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().Select(ValueOf).ToArray(),
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        _ => null,
    };

    private async Task MustAgreeAsync(List<Dictionary<string, object?>> cases, string function)
    {
        var verdicts = await chromium.RunAsync<bool[]>(function, cases);
        var wrong = cases.Zip(verdicts).Where(pair => (bool)pair.First["wantErr"]! == pair.Second)
            .Select(pair => pair.First["file"]);
        Assert.Empty(wrong);
    }
}
