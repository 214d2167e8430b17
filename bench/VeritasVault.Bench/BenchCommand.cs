using System.Globalization;

namespace VeritasVault.Bench;

/// <summary>Parses the arguments, runs the named benchmarks and prints medians over the repeats.</summary>
internal static class BenchCommand
{
    private static readonly string[] Names = ["dvp-uniform", "dvp-hot", "single", "prove", "hash", "locks"];

    public static async Task<int> RunAsync(string[] args, CultureInfo culture)
    {
        var options = new BenchOptions();
        var names = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--json":
                    options = options with { Json = true };
                    break;
                case "--settlements" or "--batch" or "--repeat" or "--store" when i + 1 == args.Length:
                    return Usage($"{args[i]} needs a value");
                case "--settlements":
                    options = options with { Settlements = int.Parse(args[++i], culture) };
                    break;
                case "--batch":
                    options = options with { Batch = int.Parse(args[++i], culture) };
                    break;
                case "--repeat":
                    options = options with { Repeat = int.Parse(args[++i], culture) };
                    break;
                case "--store":
                    options = options with { Store = args[++i] };
                    break;
                case "all":
                    names.AddRange(Names);
                    break;
                default:
                    if (!Names.Contains(args[i], StringComparer.Ordinal))
                    {
                        return Usage($"unknown benchmark or option: {args[i]}");
                    }

                    names.Add(args[i]);
                    break;
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
}
