using System.Globalization;

namespace VeritasVault.Bench;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchOptions
{
    private const int PairsOfComparison = 5;

    // A buffer that grows at a busy moment is in one run and not in the others.
    private const int RunsOfBudget = 3;
    private const int QuickSettlements = 2_000;
    private const int QuickPositions = 1_000;
    private const int QuickBatch = 512;

    public IReadOnlyList<string> Names { get; private init; } = [];

    public IReadOnlyList<string> Compare { get; private init; } = [];

    public bool Json { get; private init; }

    public bool Quick { get; private init; }

    /// <summary>Nothing is measured but what has a budget.</summary>
    public bool Budgets { get; private init; }

    public string? Store { get; private init; }

    public string? History { get; private init; }

    private int? Settlements { get; init; }

    private int? Positions { get; init; }

    private int? Batch { get; init; }

    private int? Callers { get; init; }

    private int? RepeatOrNot { get; init; }

    /// <summary>Runs whose median is printed; more than one after a run that is not counted.</summary>
    public int Repeat => RepeatOrNot
        ?? (Budgets ? RunsOfBudget : Compare.Count > 0 && !Quick ? PairsOfComparison : 1);

    /// <summary>Reads the arguments.</summary>
    /// <returns>The options, or what is wrong.</returns>
    public static (BenchOptions Options, string? Problem) Parse(string[] args)
    {
        var options = new BenchOptions();
        var rest = new Queue<string>(args);
        while (rest.TryDequeue(out var argument))
        {
            var next = argument switch
            {
                "--json" => options with { Json = true },
                "--quick" => options with { Quick = true },
                "--budgets" => options with { Budgets = true },
                "all" => options with { Names = [.. Workload.All.Select(workload => workload.Name)] },
                _ when !argument.StartsWith('-') => options.WithName(argument),
                _ => options.With(argument, rest.TryDequeue(out var value) ? value : string.Empty),
            };
            if (next is null)
            {
                return (options, argument.StartsWith('-')
                    ? $"{argument} is unknown, or what follows it cannot be read"
                    : $"unknown benchmark: {argument}");
            }

            options = next;
        }

        return (options, options.FindProblem());
    }

    /// <summary>With a number of settlements, as if it had been asked for.</summary>
    public BenchOptions Of(int settlements) => this with { Settlements = settlements };

    public RunPlan Plan(Workload workload, string directory) => new()
    {
        Name = workload.Name,
        Directory = directory,
        Settlements = Settlements
            ?? (Quick ? Math.Min(workload.Settlements / 10, QuickSettlements) : workload.Settlements),
        Positions = Positions ?? (Quick ? QuickPositions : Workload.Positions),
        Batch = Batch ?? (Quick ? QuickBatch : Comparator.Batch),
        Callers = Callers ?? workload.Callers,
        LimitTime = TimeSpan.FromMilliseconds(Quick ? 10 : 400),
    };

    private BenchOptions? WithName(string name) =>
        Workload.Find(name) is null ? null : this with { Names = [.. Names, name] };

    private BenchOptions? With(string option, string value) => option switch
    {
        "--store" => value.Length == 0 ? null : this with { Store = value },
        "--history" => value.Length == 0 ? null : this with { History = value },
        "--compare" => Comparator.Find(value) is null ? null : this with { Compare = [.. Compare, value] },
        _ => !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1
            ? null
            : WithNumber(option, number),
    };

    private BenchOptions? WithNumber(string option, int number) => option switch
    {
        "--settlements" => this with { Settlements = number },
        "--positions" => this with { Positions = number },
        "--batch" => this with { Batch = number },
        "--callers" => this with { Callers = number },
        "--repeat" => this with { RepeatOrNot = number },
        _ => null,
    };

    private string? FindProblem() =>
        Budgets ? Names.Count > 0 ? "--budgets names the benchmarks itself" : null
        : Names.Count == 0 ? "name at least one benchmark"
        : Compare.Count > 0 && Names.Any(name => Workload.Find(name) is { IsComparable: false })
            ? "--compare is for dvp-uniform and dvp-hot"
        : Compare.Count > 0 && Positions is not null ? "--compare is for the plain shape, without --positions"
        : null;
}
