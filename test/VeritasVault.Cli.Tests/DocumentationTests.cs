using System.Text;

namespace VeritasVault.Cli.Tests;

/// <summary>What the documentation shows is run: its commands in a new ledger, its code as part of a sample that is
/// run.</summary>
public class DocumentationTests
{
    [Theory]
    [InlineData("README.md", "## Start from nothing")]
    [InlineData("docs/reference/cli.md", "## Start from nothing")]
    public async Task The_commands_under_start_from_nothing_all_succeed(string page, string heading)
    {
        using var ledger = new CliLedger();
        var commands = BlocksAfter(page, heading)[0];
        Assert.True(commands.Length > 5, $"{page} shows no commands under {heading}");
        foreach (var line in commands)
        {
            var words = Words(line);
            Assert.Contains(words[0], (string[])["veritas", "./veritas"]);
            var result = await ledger.CallAsync([.. words.Skip(1)]);
            Assert.True(result.Exit == 0, $"{page}: {line} ended with {result.Exit}: {result.Error}");
        }
    }

    [Fact]
    public async Task The_commands_of_the_guide_to_signed_settlements_all_succeed()
    {
        const string Page = "docs/guides/signed-settlements.md";
        using var ledger = await CliLedger.WithMoneyAsync();
        ledger.Write("trades.ndjson", SigningLedger.Trade(0).Replace(
            SigningLedger.IdOf(0), "01890a5d-ac96-774b-bcce-b302099a8057", StringComparison.Ordinal) + "\n");
        var publicKeys = new List<string>();
        foreach (var line in BlocksAfter(Page, "# Signed settlements").SelectMany(block => block))
        {
            var words = Words(line).Skip(1).Select(word => word switch
            {
                "ALICE" => publicKeys[0],
                "BOB" => publicKeys[1],
                _ => IsFile(word) ? ledger.PathOf(word) : word,
            });
            var result = await ledger.MustAsync([.. words]);
            if (line.StartsWith("veritas keygen", StringComparison.Ordinal))
            {
                publicKeys.Add(result.Text("publicKey"));
            }
        }

        Assert.True(File.Exists(ledger.PathOf("proofs/01890a5d-ac96-774b-bcce-b302099a8057.settlement.json")));
        Assert.True((await File.ReadAllLinesAsync(
            Path.Combine(Repository.Root, Page), TestContext.Current.CancellationToken)).Length <= 40);
    }

    [Fact]
    public async Task The_commands_of_the_guide_to_two_phases_all_succeed()
    {
        const string Page = "docs/guides/two-phases.md";
        using var ledger = new CliLedger();
        foreach (var line in BlocksAfter("docs/reference/cli.md", "## Start from nothing")[0])
        {
            await ledger.MustAsync([.. Words(line).Skip(1)]);
        }

        var blocks = BlocksAfter(Page, "# Prepare now, decide later");
        ledger.Write("two-ledgers.ndjson", blocks.Single(block => block[0].StartsWith('{'))[0] + "\n");
        var (number, token) = (string.Empty, string.Empty);
        foreach (var line in blocks.SelectMany(block => block).Where(line => line.StartsWith("veritas ")))
        {
            var words = Words(line).Skip(1).Select(word => word switch
            {
                "NUMBER" => number,
                "N" => token,
                _ => IsFile(word) ? ledger.PathOf(word) : word,
            });
            var result = await ledger.MustAsync([.. words]);
            if (line.StartsWith("veritas lock acquire", StringComparison.Ordinal))
            {
                (number, token) = ($"{result.Number("lock")}", $"{result.Number("token")}");
            }
        }

        foreach (var (id, stage) in new[]
            { (1, "COMPLETED"), (2, "FAILED"), (3, "FAILED"), (4, "COMPLETED"), (5, "COMPLETED") })
        {
            var reached = await ledger.SettledStageAsync($"01890a5d-ac96-774b-bcce-b302099a806{id}");
            Assert.Equal((id, stage), (id, reached));
        }

        var silent = await ledger.MustAsync("decision", "01890a5d-ac96-774b-bcce-b302099a8066");
        Assert.Equal(("abort", "ROLLING_BACK"), (silent.Text("decision"), silent.Text("code")));
    }

    [Fact]
    public void The_code_in_the_readme_stands_in_the_sample_that_is_run()
    {
        var sample = File.ReadAllLines(Path.Combine(Repository.Root, "samples", "Embedding", "Program.cs"));
        var shown = BlocksAfter("README.md", "## Embed it").Take(2).SelectMany(block => block).ToArray();
        Assert.Equal(5, shown.Length);
        Assert.All(shown, line => Assert.Contains(line, sample));
        Assert.True(sample.Length <= 40, "the sample shows that 40 lines are enough");
    }

    private static bool IsFile(string word) => word is "proofs"
        || word.EndsWith(".key", StringComparison.Ordinal) || word.EndsWith(".ndjson", StringComparison.Ordinal);

    private static List<string[]> BlocksAfter(string page, string heading)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, page));
        var blocks = new List<string[]>();
        var start = -1;
        for (var i = Array.IndexOf(lines, heading) + 1; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                continue;
            }

            if (start >= 0)
            {
                blocks.Add(lines[(start + 1)..i]);
            }

            start = start < 0 ? i : -1;
        }

        return blocks;
    }

    private static List<string> Words(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var quoted = false;
        foreach (var c in line + " ")
        {
            quoted ^= c == '"';
            if (c == ' ' && !quoted && word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
            else if (c != '"' && (c != ' ' || quoted))
            {
                word.Append(c);
            }
        }

        return words;
    }
}
