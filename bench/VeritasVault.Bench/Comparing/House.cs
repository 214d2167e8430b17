using System.Diagnostics;

namespace VeritasVault.Bench;

/// <summary>Files and programs of the repository that the benchmark is built from.</summary>
internal static class House
{
    /// <summary>A file of the repository.</summary>
    public static string Find(string path)
    {
        for (var place = new DirectoryInfo(AppContext.BaseDirectory); place is not null; place = place.Parent)
        {
            if (Path.Combine(place.FullName, path) is var full && File.Exists(full))
            {
                return full;
            }
        }

        throw new BenchFailure($"{path} is not above the program: comparing works from the sources only");
    }

    /// <summary>Makes sure of a program; where it may, it installs the package that has it.</summary>
    public static Task NeedAsync(string program, string package) => RunAsync(Find("eng/need"), program, package);

    /// <summary>Runs a program to its good end.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start) ?? throw new BenchFailure($"{program} cannot be started");
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        BenchFailure.Unless(process.ExitCode == 0, $"{Path.GetFileName(program)} failed; its message is above");
        return output;
    }
}
