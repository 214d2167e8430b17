using System.Diagnostics;
using System.Text.Json;

namespace VeritasVault.Simulator.Torture;

/// <summary>Starts the built command line as a process of its own.</summary>
public sealed class VeritasProcess(string program)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public Process Start(params string[] arguments)
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH");
        var start = new ProcessStartInfo(string.IsNullOrEmpty(host) ? "dotnet" : host)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{program} cannot be started");
    }

    /// <summary>Runs to the end and returns the exit code and what was printed.</summary>
    public async Task<(int Exit, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var error = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException problem)
        {
            process.Kill();
            throw new TimeoutException($"veritas {string.Join(' ', arguments)} did not end within {Patience}", problem);
        }

        return (process.ExitCode, await output, await error);
    }

    /// <summary>Runs to the end and returns the lines of JSON.</summary>
    public async Task<List<JsonElement>> QueryAsync(params string[] arguments)
    {
        var (exit, output, error) = await RunAsync([.. arguments, "--json"]);
        return exit is 0 or 1
            ? [
                .. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(line => JsonDocument.Parse(line).RootElement),
            ]
            : throw new InvalidOperationException($"veritas {string.Join(' ', arguments)} ended with {exit}: {error}");
    }
}
