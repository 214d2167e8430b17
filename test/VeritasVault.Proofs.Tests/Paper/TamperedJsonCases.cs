using System.Text;

namespace VeritasVault.Proofs.Tests;

/// <summary>The JSON of a good settlement file in other spellings (V22).</summary>
internal static class TamperedJsonCases
{
    private static readonly string Text = Encoding.UTF8.GetString(PaperScene.Whole(
        new PaperDraft("one leg", new PaperLeg("alice.cash", "bob.cash", "EUR", 1, "alice"))).ToBytes());

    public static IEnumerable<VectorCase> All()
    {
        const string Count = "\"instructionCount\": 1";
        const string Line = "  \"failure\": null,\n";
        yield return Case("duplicate", "a member twice", Line, Line + Line);
        yield return Case("unknown", "an unknown member", Line, Line + "  \"more\": null,\n");
        yield return Case("missing", "a member is missing", Line, "");
        yield return Case("blank", "a blank too many", "\"failure\": null", "\"failure\":  null");
        yield return Case("escape", "an escape that is not needed", "\"quantity\": \"1\"", "\"quantity\": \"\\u0031\"");
        yield return Case("slash", "an escaped slash", "\"settle/proof/v1\"", "\"settle\\/proof/v1\"");
        yield return Case("format", "another format", "settle/proof/v1", "settle/proof/v2");
        yield return Case("number", "a quantity as a number", "\"quantity\": \"1\"", "\"quantity\": 1");
        yield return Case("float", "a count with a fraction", Count, "\"instructionCount\": 1.0");
        yield return Case("exponent", "a count with an exponent", Count, "\"instructionCount\": 1e0");
        yield return Case("large", "a count of 2^31", Count, "\"instructionCount\": 2147483648");
        yield return Case("zero", "a leading zero", "\"quantity\": \"1\"", "\"quantity\": \"01\"");
        yield return Case("amount", "a quantity of 2^127", "\"quantity\": \"1\"",
            "\"quantity\": \"170141183460469231731687303715884105728\"");
        yield return Case("kind", "a leg of kind 2 without a ledger", "\"kind\": 1,\n      \"ledger",
            "\"kind\": 2,\n      \"ledger");
        yield return Case("ledger", "a leg of kind 1 on a ledger", "\"ledger\": null", "\"ledger\": \"bank\"");
        yield return Case("name", "an account with a blank", "\"bob.cash\"", "\"bob cash\"");
        yield return Case("half", "half of a surrogate pair", "\"id\": \"1\"", "\"id\": \"\\ud800\"");
        yield return Case("comment", "a comment", "{\n  \"format\"", "{ // 1\n  \"format\"");
        yield return Case("deep", "lists 17 deep", "\"failure\": null",
            "\"failure\": " + new string('[', 16) + new string(']', 16));
        yield return Case("reset-number", "a flag as a number", "\"reset\": false", "\"reset\": 0");
        yield return VectorCase.Of("json-after", Invalid, "something after the end", Text + "{}\n");
        yield return VectorCase.Of("json-no-line-feed", Invalid, "the last line feed is missing", Text[..^1]);
        yield return VectorCase.Of("json-list", Invalid, "a list", "[" + Text + "]");
        yield return VectorCase.Of("json-bom", Invalid, "a byte order mark", "\ufeff" + Text);
        yield return VectorCase.Of(
            "json-tab", "INVALID V1", "a tabulator",
            Text.Replace("  \"failure\"", "\t\"failure\"", StringComparison.Ordinal));
        var upper = Text.IndexOf("\"transactionHash\": \"", StringComparison.Ordinal);
        yield return VectorCase.Of(
            "json-upper", Invalid, "a hash in upper case",
            Text[..(upper + 20)] + Text.Substring(upper + 20, 64).ToUpperInvariant() + Text[(upper + 84)..]);
    }

    private static string Invalid => "INVALID V22";

    private static VectorCase Case(string id, string why, string from, string to)
    {
        Assert.Contains(from, Text, StringComparison.Ordinal);
        return VectorCase.Of("json-" + id, Invalid, why, Text.Replace(from, to, StringComparison.Ordinal));
    }
}
