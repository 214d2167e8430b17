using System.Diagnostics;
using System.Text;

namespace VeritasVault.Tidy.Tests;

/// <summary>The files of the repository (tracked, or new and not ignored), relative to the root.</summary>
internal static class Repository
{
    private const string Marker = "VeritasVault.Settlement.slnx";
    private static readonly string[] FoldersNeverTracked = [".git", "artifacts", "bin", "obj"];
    private static readonly string[] BinaryEndings = [".png", ".jpg", ".gif", ".ico", ".pdf", ".zst", ".gz", ".bin"];

    internal static string Root { get; } = FindRoot();

    internal static IReadOnlyList<string> Files { get; } = [.. ListFiles().Order(StringComparer.Ordinal)];

    internal static IEnumerable<string> TextFiles =>
        Files.Where(file => !BinaryEndings.Contains(Path.GetExtension(file), StringComparer.Ordinal));

    internal static IEnumerable<string> ProjectFiles => WithEnding(".csproj");

    internal static IEnumerable<string> WithEnding(string ending) =>
        Files.Where(file => file.EndsWith(ending, StringComparison.Ordinal));

    internal static string FullPath(string file) => Path.Combine(Root, file);

    internal static string Read(string file) => File.ReadAllText(FullPath(file));

    internal static string[] ReadLines(string file) => File.ReadAllLines(FullPath(file));

    /// <summary>What git answers, or null when there is no git or no repository (a source archive).</summary>
    internal static string? AskGit(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-C", Root, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        try
        {
            using var process = Process.Start(start)!;
            var answer = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? answer : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No program called git: the caller walks the folders instead.
            return null;
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Marker)))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds {Marker}.");
    }

    private static IEnumerable<string> ListFiles()
    {
        var listed = AskGit("ls-files", "-z", "--cached", "--others", "--exclude-standard");
        var files = listed?.Split('\0', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal);

        // A tracked file may be deleted in the working tree.
        return files?.Where(file => File.Exists(FullPath(file))) ?? Walk(Root);
    }

    private static IEnumerable<string> Walk(string folder)
    {
        var files = Directory.EnumerateFiles(folder)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'));
        var below = Directory.EnumerateDirectories(folder)
            .Where(child => !FoldersNeverTracked.Contains(Path.GetFileName(child), StringComparer.Ordinal))
            .SelectMany(Walk);
        return files.Concat(below);
    }
}
