using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace VeritasVault.Bench;

/// <summary>Parts of a workload that are a process of their own: this program again, with a word that the help does not
/// mention. It prints its figures as one JSON object.</summary>
internal static class ChildProcess
{
    private const string Word = "child";

    private static readonly Dictionary<string, Func<RunPlan, Task<IReadOnlyDictionary<string, double>>>> Parts = new()
    {
        [nameof(RestartBench.FillAsync)] = RestartBench.FillAsync,
        [nameof(RestartBench.OpenAsync)] = RestartBench.OpenAsync,
    };

    public static bool IsMeant(string[] args) => args is [Word, ..];

    /// <summary>In the child.</summary>
    public static async Task<int> ObeyAsync(string[] args, TextWriter output)
    {
        var figures = await Parts[args[1]](JsonSerializer.Deserialize<RunPlan>(args[2])!);
        await output.WriteLineAsync(JsonSerializer.Serialize(figures));
        return 0;
    }

    /// <summary>In the parent.</summary>
    public static async Task<Dictionary<string, double>> RunAsync(string part, RunPlan plan)
    {
        var start = new ProcessStartInfo(
            Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet",
            [typeof(ChildProcess).Assembly.Location, Word, part, JsonSerializer.Serialize(plan)])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var child = Process.Start(start)!;
        var output = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        BenchFailure.Unless(
            child.ExitCode == 0,
            string.Create(CultureInfo.InvariantCulture, $"{part} ended with exit code {child.ExitCode}"));
        return JsonSerializer.Deserialize<Dictionary<string, double>>(output)!;
    }
}
