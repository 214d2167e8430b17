using System.Text.Json;

namespace VeritasVault.Verifier.Tests;

/// <summary>The vectors of spec/vectors as files on disk.</summary>
internal static class VectorFolder
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<JsonElement> Cases { get; } = ReadCases();

    public static string PathOf(string file) => Path.Combine(Root, "spec", "vectors", file);

    public static string Good(string name) => PathOf("proofs/" + name);

    public static string? Text(this JsonElement element, string name) => element.GetProperty(name).GetString();

    private static List<JsonElement> ReadCases()
    {
        var manifest = JsonDocument.Parse(File.ReadAllBytes(PathOf("proofs.json")));
        return [.. manifest.RootElement.GetProperty("cases").EnumerateArray()];
    }

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
