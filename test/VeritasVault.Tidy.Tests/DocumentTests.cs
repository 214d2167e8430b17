using System.Text.RegularExpressions;

namespace VeritasVault.Tidy.Tests;

public partial class DocumentTests
{
    [Fact]
    public void Links_between_documents_lead_somewhere()
    {
        var findings = new Findings("A relative link names a file that is there.", "correct the link or remove it.");
        foreach (var file in Repository.WithEnding(".md"))
        {
            foreach (var target in Link().Matches(Repository.Read(file)).Select(match => match.Groups["target"].Value))
            {
                findings.AddIf(!Leads(file, target), $"{file}: {target}");
            }
        }

        findings.MustBeNone();
    }

    [Fact]
    public void The_readme_opens_with_the_two_commands()
    {
        var block = FirstBlock().Match(Repository.Read("README.md")).Groups["code"].Value;
        var commands = block.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('#')[0].Trim());
        Assert.True(
            commands.SequenceEqual(["./veritas demo", "./build test"]),
            $"README.md does not open with the two commands. Fix: make its first code block ./veritas demo and "
                + $"./build test.\n{block}");
    }

    [Theory]
    [InlineData("Safety and performance")]
    [InlineData("Features")]
    [InlineData("Internals")]
    public void The_changelog_has_a_bucket_for_each_reader(string bucket) =>
        Assert.True(
            Repository.Files.Contains("CHANGELOG.md") && Repository.ReadLines("CHANGELOG.md").Contains($"### {bucket}"),
            $"CHANGELOG.md has no heading '### {bucket}'. Fix: keep all three buckets in the newest version.");

    [Fact]
    public void Every_decision_is_listed()
    {
        var findings = new Findings("docs/decisions/README.md lists every record.", "add a line for it.");
        var list = Repository.Read("docs/decisions/README.md");
        foreach (var record in Repository.Files.Where(file => Decision().IsMatch(file)))
        {
            findings.AddIf(!list.Contains($"]({Path.GetFileName(record)})", StringComparison.Ordinal), record);
        }

        findings.MustBeNone();
    }

    private static bool Leads(string file, string target)
    {
        var path = target.Split('#')[0];
        if (path.Length == 0 || Elsewhere().IsMatch(path))
        {
            return true;
        }

        var folder = Path.GetDirectoryName(file)!;
        var full = Path.GetFullPath(Path.Combine(Repository.Root, folder, Uri.UnescapeDataString(path)));
        return File.Exists(full) || Directory.Exists(full);
    }

    [GeneratedRegex(@"\]\(<?(?<target>[^)\s>]+)>?(\s+""[^""]*"")?\)")]
    private static partial Regex Link();

    [GeneratedRegex("^[a-z]+:")]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"^```\w*\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FirstBlock();

    [GeneratedRegex(@"^docs/decisions/\d{4}-[a-z0-9-]+\.md$")]
    private static partial Regex Decision();
}
