using VeritasVault.Simulator.Torture;

namespace VeritasVault.Cli.Tests;

/// <summary>Places in the repository and beside it.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The built program beside this test's own output.</summary>
    public static VeritasProcess Program => new(ProgramPath);

    public static string ProgramPath => Path.Combine(AppContext.BaseDirectory, "veritas.dll");

    /// <summary>A data set, or a skipped test where it does not lie beside the repository.</summary>
    public static string Dataset(string path)
    {
        var full = Path.Combine(Root, "..", "shared", "datasets", path);
        Assert.SkipUnless(File.Exists(full), $"The data set {path} is not beside the repository in shared/datasets.");
        return full;
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
