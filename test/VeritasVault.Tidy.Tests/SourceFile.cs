using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace VeritasVault.Tidy.Tests;

/// <summary>A parsed C# file of the repository.</summary>
internal sealed record SourceFile(string Path, string[] Lines, CompilationUnitSyntax Syntax)
{
    internal static IReadOnlyList<SourceFile> All { get; } =
        [.. Repository.WithEnding(".cs").AsParallel().AsOrdered().Select(Parse)];

    internal bool IsIn(params ReadOnlySpan<string> folders)
    {
        foreach (var folder in folders)
        {
            if (Path.StartsWith(folder + "/", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    internal string At(SyntaxNodeOrToken place) => $"{Path}:{FirstLine(place)}";

    internal static int FirstLine(SyntaxNodeOrToken place) => LineAt(place, place.Span.Start);

    internal static int LastLine(SyntaxNodeOrToken place) => LineAt(place, place.Span.End - 1);

    private static int LineAt(SyntaxNodeOrToken place, int position) =>
        place.SyntaxTree!.GetText().Lines.GetLineFromPosition(position).LineNumber + 1;

    private static SourceFile Parse(string path)
    {
        var text = Repository.Read(path);
        var tree = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest), path);
        return new SourceFile(path, text.Split('\n'), tree.GetCompilationUnitRoot());
    }
}
