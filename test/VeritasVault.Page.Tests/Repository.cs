using System.Text.Json;

namespace VeritasVault.Page.Tests;

/// <summary>Places in the repository and beside it.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Page => Path.Combine(Root, "verify", "index.html");

    /// <summary>The built program of the command line.</summary>
    public static string Program => Path.Combine(
        AppContext.BaseDirectory, "..", "..", "VeritasVault.Cli", Configuration, "veritas.dll");

    private static string Configuration =>
        Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    /// <summary>A file of the data sets, or a skipped test where it does not lie beside the repository.</summary>
    public static string DataFile(string path)
    {
        var full = Path.Combine(Root, "..", "shared", "datasets", path);
        Assert.SkipUnless(File.Exists(full), $"The data set {path} is not beside the repository in shared/datasets.");
        return full;
    }

    /// <summary>A file of public test vectors, or a skipped test where it does not lie beside the repository.</summary>
    public static string VectorFile(string path)
    {
        var full = Path.Combine(Root, "..", "shared", "vectors", path);
        Assert.SkipUnless(File.Exists(full), $"The vectors {path} are not beside the repository in shared/vectors.");
        return full;
    }

    public static JsonElement Vectors(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(VectorFile(path)));
        return document.RootElement.Clone();
    }

    /// <summary>A file of the vectors that belong to the specification.</summary>
    public static JsonElement Spec(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SpecFile(path)));
        return document.RootElement.Clone();
    }

    public static string SpecFile(string path) => Path.Combine(Root, "spec", "vectors", path);

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "VeritasVault.Settlement.slnx")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new InvalidOperationException("the tests do not run inside the repository");
    }
}
