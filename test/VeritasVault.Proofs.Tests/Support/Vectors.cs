using System.Text.Json;

namespace VeritasVault.Proofs.Tests;

/// <summary>Public test vectors beside the repository, and our own within it.</summary>
internal static class Vectors
{
    public static string Root { get; } = FindRoot();

    /// <summary>A public vector file, or a skipped test where it does not lie beside the repository.</summary>
    public static string Shared(string path)
    {
        var full = Path.Combine(Root, "..", "shared", "vectors", path);
        Assert.SkipUnless(File.Exists(full), $"The vectors {path} are not beside the repository in shared/vectors.");
        return full;
    }

    public static JsonElement Json(string path) => JsonDocument.Parse(File.ReadAllBytes(Shared(path))).RootElement;

    public static string Own(string path) => Path.Combine(Root, "spec", "vectors", path);

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static IEnumerable<JsonElement> List(this JsonElement element, string name)
    {
        var list = element.GetProperty(name);
        return list.ValueKind == JsonValueKind.Null ? [] : list.EnumerateArray();
    }

    public static byte[] Hex(this JsonElement element, string name) => Convert.FromHexString(element.Text(name));

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
