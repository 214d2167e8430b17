using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace VeritasVault.Bench;

/// <summary>What a figure was measured on; without it a figure says nothing.</summary>
internal static class MachineFacts
{
    public static JsonObject Read() => new()
    {
        ["at"] = DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        ["commit"] = Commit(),
        ["cores"] = Environment.ProcessorCount,
        ["processor"] = Processor(),
        ["memoryMiB"] = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1 << 20),
        ["system"] = RuntimeInformation.OSDescription,
        ["runtime"] = RuntimeInformation.FrameworkDescription,
        ["collector"] = $"{(GCSettings.IsServerGC ? "server" : "workstation")}, {GCSettings.LatencyMode}",
    };

    private static string Processor() => !File.Exists("/proc/cpuinfo")
        ? RuntimeInformation.ProcessArchitecture.ToString()
        : File.ReadLines("/proc/cpuinfo").FirstOrDefault(
            line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
            ?? RuntimeInformation.ProcessArchitecture.ToString();

    // With a mark when the sources are not those of the commit. A copy without a history has none.
    private static string? Commit()
    {
        try
        {
            return Git("rev-parse", "HEAD") is { Length: > 0 } commit
                ? Git("status", "--porcelain", "--untracked-files=no").Length == 0 ? commit : $"{commit}+changes"
                : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-C", AppContext.BaseDirectory, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var git = Process.Start(start)!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode == 0 ? output.Trim() : string.Empty;
    }
}
