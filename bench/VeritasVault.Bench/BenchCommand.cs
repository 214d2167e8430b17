using System.Globalization;

namespace VeritasVault.Bench;

/// <summary>Parses the arguments, runs the named benchmarks and prints medians over the repeats.</summary>
internal static class BenchCommand
{
    private static readonly string[] Names =
        ["dvp-uniform", "dvp-hot", "single", "prove", "hash", "locks", "locks-storm"];

    public static async Task<int> RunAsync(string[] args)
    {
        var options = new BenchOptions();
        var names = new List<string>();
        var rest = new Queue<string>(args);
        while (rest.TryDequeue(out var argument))
        {
            if (argument == "--json")
            {
                options = options with { Json = true };
            }
            else if (argument.StartsWith('-'))
            {
                rest.TryDequeue(out var value);
                if (options.With(argument, value) is not { } read)
                {
                    return Usage($"{argument} {value} cannot be read: an unknown option, or no number from 1 on");
                }

                options = read;
            }
            else if (argument == "all")
            {
                names.AddRange(Names);
            }
            else if (Names.Contains(argument, StringComparer.Ordinal))
            {
                names.Add(argument);
            }
            else
            {
                return Usage($"unknown benchmark: {argument}");
            }
        }

        foreach (var name in names)
        {
            await RunAsync(name, options);
        }

        return names.Count > 0 ? 0 : Usage("name at least one benchmark");
    }

    private static async Task RunAsync(string name, BenchOptions options)
    {
        var reports = new List<BenchReport>();
        for (var run = 0; run < options.Repeat; run++)
        {
            var directory = Path.Combine(options.Store ?? Path.GetTempPath(), $"veritas-bench-{Guid.NewGuid():N}");
            try
            {
                reports.Add(name switch
                {
                    "hash" => HashBench.Run(),
                    "locks" => LocksBench.Run(),
                    "locks-storm" => LocksStormBench.Run(),
                    "prove" => await ProveBench.RunAsync(directory, options),
                    "single" => await SingleBench.RunAsync(directory),
                    _ => await ThroughputBench.RunAsync(name, directory, options),
                });
            }
            finally
            {
                if (Directory.Exists(directory))
                {
                    Directory.Delete(directory, recursive: true);
                }
            }

            reports[^1].Print(options.Json);
        }

        if (options.Repeat > 1)
        {
            BenchReport.Median(reports).Print(options.Json);
        }
    }

    private static int Usage(string problem)
    {
        Console.Error.WriteLine($"{problem}; see ./build bench --help");
        return 2;
    }
}

internal sealed record BenchOptions
{
    public int Settlements { get; init; } = 1_000_000;

    public int Batch { get; init; } = 8_192;

    public int Repeat { get; init; } = 1;

    public string? Store { get; init; }

    public bool Json { get; init; }

    /// <summary>With one option more; null when there is no such option or its value makes no sense.</summary>
    public BenchOptions? With(string option, string? value) =>
        option == "--store" ? value is null ? null : this with { Store = value }
        : !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 ? null
        : option switch
        {
            "--settlements" => this with { Settlements = number },
            "--batch" => this with { Batch = number },
            "--repeat" => this with { Repeat = number },
            _ => null,
        };
}
