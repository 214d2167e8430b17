using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace VeritasVault.Tidy.Tests;

/// <summary>
/// The optimiser removes locals, so the sources of the core are read as well; those of the proofs are held to the same.
/// </summary>
public class CoreSourceTests
{
    [Fact]
    public void The_core_writes_no_inexact_number()
    {
        var findings = new Findings(
            "Money and everything beside it in the core is a checked integer.",
            "use Int128, long or another integer; scale where text is read or written.");
        foreach (var file in SourceFile.All.Where(IsPure))
        {
            foreach (var node in file.Syntax.DescendantNodes())
            {
                var inexact = node switch
                {
                    PredefinedTypeSyntax type => IsInexact(type.Keyword.Kind()),
                    LiteralExpressionSyntax literal => literal.Token.Value is float or double or decimal,
                    _ => false,
                };
                findings.AddIf(inexact, $"{file.At(node)}: {node}");
            }
        }

        findings.MustBeNone();
    }

    private static bool IsPure(SourceFile file) =>
        file.IsIn("src/VeritasVault.Core") || file.IsIn("src/VeritasVault.Proofs");

    private static bool IsInexact(SyntaxKind keyword) =>
        keyword is SyntaxKind.FloatKeyword or SyntaxKind.DoubleKeyword or SyntaxKind.DecimalKeyword;
}
