using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace VeritasVault.Tidy.Tests;

public partial class SourceHabitTests
{
    private const int ReasonLengthMin = 15;

    [Fact]
    public void Open_ends_have_an_owner()
    {
        var findings = new Findings(
            "A mark for later work names who or what tracks it.",
            "do it now, or write it as MARK(owner): text.");
        foreach (var file in Repository.TextFiles)
        {
            var lines = Repository.ReadLines(file);
            for (var i = 0; i < lines.Length; i++)
            {
                findings.AddIf(OpenEnd().IsMatch(lines[i]), $"{file}:{i + 1}: {lines[i].Trim()}");
            }
        }

        findings.MustBeNone();
    }

    [Fact]
    public void There_are_no_regions()
    {
        var findings = new Findings("Regions hide structure.", "split the file or the class instead.");
        foreach (var file in SourceFile.All)
        {
            foreach (var trivia in file.Syntax.DescendantTrivia(descendIntoTrivia: false))
            {
                findings.AddIf(trivia.IsKind(SyntaxKind.RegionDirectiveTrivia), $"{file.Path}: {trivia}");
            }
        }

        findings.MustBeNone();
    }

    [Fact]
    public void Tests_and_the_simulator_do_not_sleep()
    {
        var findings = new Findings(
            "A sleep hides a race and makes tests slow.",
            "wait for the event itself, or drive the injected time.");
        foreach (var file in SourceFile.All.Where(file => file.IsIn("test", "sim")))
        {
            foreach (var call in file.Syntax.DescendantNodes().OfType<InvocationExpressionSyntax>())
            {
                var callee = call.Expression.ToString();
                var sleeps = callee.EndsWith("Thread.Sleep", StringComparison.Ordinal)
                    || callee.EndsWith("Task.Delay", StringComparison.Ordinal);
                findings.AddIf(sleeps, $"{file.At(call)}: {call}");
            }
        }

        findings.MustBeNone();
    }

    [Fact]
    public void A_skipped_test_says_why()
    {
        var findings = new Findings(
            "A skipped test has a reason that a stranger accepts.",
            "run the test, delete it, or give the reason in a sentence.");
        foreach (var file in SourceFile.All)
        {
            foreach (var argument in file.Syntax.DescendantNodes().OfType<AttributeArgumentSyntax>())
            {
                var skips = argument.NameEquals?.Name.Identifier.Text == "Skip";
                var reason = argument.Expression is LiteralExpressionSyntax literal ? literal.Token.ValueText : "";
                findings.AddIf(skips && reason.Trim().Length < ReasonLengthMin, $"{file.At(argument)}: {argument}");
            }
        }

        findings.MustBeNone();
    }

    [Fact]
    public void No_catch_is_empty()
    {
        var findings = new Findings(
            "An empty catch swallows a failure without a word.",
            "handle it, let it pass, or say in a comment inside why nothing is to be done.");
        foreach (var file in SourceFile.All)
        {
            foreach (var clause in file.Syntax.DescendantNodes().OfType<CatchClauseSyntax>())
            {
                var silent = clause.Block.Statements.Count == 0
                    && !clause.Block.DescendantTrivia().Any(text => text.IsKind(SyntaxKind.SingleLineCommentTrivia));
                findings.AddIf(silent, file.At(clause));
            }
        }

        findings.MustBeNone();
    }

    // The brackets keep this file from finding itself.
    [GeneratedRegex(@"\b(TOD[O]|FIXM[E]|HAC[K])\b(?!\([\w.#-]+\):)")]
    private static partial Regex OpenEnd();
}
