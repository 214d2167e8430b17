using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace VeritasVault.Tidy.Tests;

public class SourceSizeTests
{
    private const int FileLinesMax = 400;
    private const int FunctionLinesMax = 60;
    private const int ColumnsMax = 120;

    [Fact]
    public void No_file_is_longer_than_400_lines()
    {
        var findings = new Findings(
            $"A C# file has at most {FileLinesMax} lines.",
            "split it by concern: one concept a file, a large class as partials named by concern.");
        foreach (var file in SourceFile.All)
        {
            // The text after the last line feed is no line.
            var lines = file.Lines.Length - 1;
            findings.AddIf(lines > FileLinesMax, $"{file.Path}: {lines} lines");
        }

        findings.MustBeNone();
    }

    [Fact]
    public void No_function_is_longer_than_60_lines()
    {
        var findings = new Findings(
            $"A function has at most {FunctionLinesMax} lines, from its signature to its closing brace.",
            "keep the decisions in it and move loops and arithmetic into helpers with names.");
        foreach (var file in SourceFile.All)
        {
            foreach (var node in file.Syntax.DescendantNodes())
            {
                var start = node switch
                {
                    BaseMethodDeclarationSyntax method => method.ParameterList.SpanStart,
                    LocalFunctionStatementSyntax function => function.Identifier.SpanStart,
                    AccessorDeclarationSyntax accessor => accessor.Keyword.SpanStart,
                    _ => -1,
                };
                if (start >= 0)
                {
                    var lines = SourceFile.LastLine(node) - SourceFile.FirstLine(node.FindToken(start)) + 1;
                    findings.AddIf(lines > FunctionLinesMax, $"{file.At(node.FindToken(start))}: {lines} lines");
                }
            }
        }

        findings.MustBeNone();
    }

    [Fact]
    public void No_line_is_wider_than_120_columns()
    {
        var findings = new Findings($"A line has at most {ColumnsMax} columns.", "break the line.");
        foreach (var file in SourceFile.All)
        {
            for (var i = 0; i < file.Lines.Length; i++)
            {
                var columns = file.Lines[i].EnumerateRunes().Count();
                findings.AddIf(columns > ColumnsMax, $"{file.Path}:{i + 1}: {columns} columns");
            }
        }

        findings.MustBeNone();
    }
}
