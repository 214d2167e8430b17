using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace VeritasVault.Tidy.Tests;

public class TypeFileTests
{
    [Fact]
    public void A_file_is_named_after_a_type_in_it()
    {
        var findings = new Findings(
            "A type is found by its file's name.",
            "rename the file to a type in it, plus .Concern for one part of a partial type.");
        foreach (var file in SourceFile.All)
        {
            var types = file.Syntax
                .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
                .Select(NameOf).OfType<string>().ToList();
            var stem = Path.GetFileName(file.Path).Split('.')[0];
            var program = file.Syntax.Members.OfType<GlobalStatementSyntax>().Any();
            findings.AddIf(
                types.Count != 0 && !program && !types.Contains(stem, StringComparer.Ordinal),
                $"{file.Path} holds {string.Join(", ", types)}");
        }

        findings.MustBeNone();
    }

    private static string? NameOf(SyntaxNode node) => node switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        DelegateDeclarationSyntax type => type.Identifier.Text,
        _ => null,
    };
}
