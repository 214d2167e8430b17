using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace VeritasVault.Tidy.Tests;

public partial class SuppressionTests
{
    [Fact]
    public void A_silenced_warning_says_why()
    {
        var findings = new Findings(
            "Each suppression has its reason beside it.",
            "repair the cause; or end the line with a comment that says why, or put one on the line above.");
        foreach (var file in SourceFile.All)
        {
            for (var i = 0; i < file.Lines.Length; i++)
            {
                var line = file.Lines[i];
                var silenced = line.TrimStart().StartsWith("#pragma warning disable", StringComparison.Ordinal);
                findings.AddIf(silenced && !HasReason(file.Lines, i), $"{file.Path}:{i + 1}: {line.Trim()}");
            }

            foreach (var attribute in file.Syntax.DescendantNodes().OfType<AttributeSyntax>())
            {
                var suppresses = attribute.Name.ToString().EndsWith("SuppressMessage", StringComparison.Ordinal);
                var reasoned = attribute.ToString().Contains("Justification = \"", StringComparison.Ordinal);
                findings.AddIf(suppresses && !reasoned, $"{file.At(attribute)}: give it a Justification");
            }
        }

        findings.MustBeNone();
    }

    [Fact]
    public void A_project_that_silences_warnings_says_why()
    {
        var findings = new Findings(
            "Each NoWarn has its reason beside it.",
            "repair the cause, or put an XML comment with the reason on the line above.");
        var projects = Repository.ProjectFiles
            .Concat(Repository.WithEnding(".props"))
            .Concat(Repository.WithEnding(".targets"));
        foreach (var file in projects)
        {
            var lines = Repository.ReadLines(file);
            for (var i = 0; i < lines.Length; i++)
            {
                var silenced = lines[i].Contains("NoWarn", StringComparison.Ordinal);
                var above = i > 0 && lines[i - 1].Contains("-->", StringComparison.Ordinal);
                findings.AddIf(silenced && !above, $"{file}:{i + 1}: {lines[i].Trim()}");
            }
        }

        findings.MustBeNone();
    }

    [Fact]
    public void A_relaxed_rule_says_why()
    {
        var findings = new Findings(
            "Each rule that .editorconfig relaxes has its reason above it, alone or for the run of rules it heads.",
            "put a comment above the rule.");
        var lines = Repository.ReadLines(".editorconfig");
        var reasoned = false;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            reasoned = line.StartsWith('#') || (reasoned && line.Length != 0 && !line.StartsWith('['));
            findings.AddIf(RelaxedRule().IsMatch(line) && !reasoned, $".editorconfig:{i + 1}: {line}");
        }

        findings.MustBeNone();
    }

    [Fact]
    public void Every_package_describes_itself()
    {
        var findings = new Findings(
            "A package without a description cannot be found or judged.",
            "add a Description to the project, or <IsPackable>false</IsPackable>.");
        foreach (var file in Repository.ProjectFiles.Where(file => file.StartsWith("src/", StringComparison.Ordinal)))
        {
            var project = XDocument.Load(Repository.FullPath(file));
            var packed = project.Descendants("IsPackable").All(element => element.Value != "false");
            var described = project.Descendants("Description").Any(element => element.Value.Length > 20);
            findings.AddIf(packed && !described, file);
        }

        findings.MustBeNone();
    }

    private static bool HasReason(string[] lines, int line) =>
        lines[line].Contains("//", StringComparison.Ordinal)
        || (line > 0 && lines[line - 1].TrimStart().StartsWith("//", StringComparison.Ordinal));

    [GeneratedRegex(@"^dotnet_diagnostic\..*severity\s*=\s*(none|silent)")]
    private static partial Regex RelaxedRule();
}
