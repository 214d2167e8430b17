namespace VeritasVault.Bench;

/// <summary>The systems that a workload is compared with: each runs after each run of ours, so that both see the same
/// machine, and the ratio is that of the pair.</summary>
internal sealed class Comparison : IAsyncDisposable
{
    private readonly List<Comparator> _comparators = [];
    private readonly RunPlan _plan;

    private Comparison(RunPlan plan) => _plan = plan;

    public static async Task<Comparison> StartAsync(Workload workload, BenchOptions options)
    {
        var directory = Path.Combine(options.Store ?? Path.GetTempPath(), $"veritas-compare-{Guid.NewGuid():N}");
        var comparison = new Comparison(options.Plan(workload, directory));
        try
        {
            foreach (var name in options.Compare)
            {
                var comparator = Comparator.Find(name)!;
                comparison._comparators.Add(comparator);
                Directory.CreateDirectory(directory);
                await comparator.StartAsync(directory);
            }

            return comparison;
        }
        catch
        {
            await comparison.DisposeAsync();
            throw;
        }
    }

    public async Task WarmUpAsync()
    {
        foreach (var comparator in _comparators)
        {
            await RunAsync(comparator);
        }
    }

    /// <summary>Runs each once and adds its figures and the ratio to the run of ours before it.</summary>
    public async Task CompareAsync(BenchReport ours)
    {
        foreach (var comparator in _comparators)
        {
            var theirs = await RunAsync(comparator);
            ours.Add($"{comparator.Name}SettlementsPerSecond", theirs.SettlementsPerSecond);
            ours.Add(comparator.Ratio, ours[Figures.SettlementsPerSecond] / theirs.SettlementsPerSecond);
            foreach (var (name, value) in theirs.Others)
            {
                ours.Add($"{comparator.Name}{name}", value);
            }

            ours.Note(comparator.Note);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var comparator in _comparators)
        {
            await comparator.DisposeAsync();
        }

        if (Directory.Exists(_plan.Directory))
        {
            Directory.Delete(_plan.Directory, recursive: true);
        }
    }

    private Task<ComparatorResult> RunAsync(Comparator comparator) =>
        comparator.RunAsync(_plan.Settlements, _plan.Batch, _plan.Name == "dvp-hot");
}
