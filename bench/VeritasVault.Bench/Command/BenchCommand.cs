using VeritasVault.Engine;
using VeritasVault.Storage;

namespace VeritasVault.Bench;

/// <summary>Runs the benchmarks that the arguments name, and prints what came of each.</summary>
internal static class BenchCommand
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int WrongUsage = 2;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        if (ChildProcess.IsMeant(args))
        {
            return await ChildProcess.ObeyAsync(args, output);
        }

        if (args.Length == 0 || args[0] == "help" || args.Any(argument => argument is "-h" or "--help"))
        {
            BenchHelp.Print(output);
            return args.Length == 0 ? WrongUsage : Done;
        }

        var (options, problem) = BenchOptions.Parse(args);
        if (problem is not null)
        {
            await error.WriteLineAsync($"{problem}; see ./build bench --help");
            return WrongUsage;
        }

        var place = new DriveInfo(Path.GetFullPath(options.Store ?? Path.GetTempPath()));
        if (place.DriveFormat is "tmpfs" or "ramfs")
        {
            await error.WriteLineAsync($"note: {place.Name} is in memory, so nothing is durable; choose --store DIR");
        }

        try
        {
            var results = new BenchResults(options, output);
            return options.Budgets
                ? await CheckBudgetsAsync(options, results, output)
                : await MeasureAsync(options, results);
        }
        catch (Exception failure) when (failure is BenchFailure or LedgerException or StoreException)
        {
            await error.WriteLineAsync($"FAILED: {failure.Message}");
            return Failed;
        }
    }

    private static async Task<int> MeasureAsync(BenchOptions options, BenchResults results)
    {
        foreach (var name in options.Names)
        {
            results.Add(await RunAsync(Workload.Find(name)!, options, results));
        }

        results.Finish();
        return Done;
    }

    private static async Task<int> CheckBudgetsAsync(BenchOptions options, BenchResults results, TextWriter output)
    {
        var holds = true;
        foreach (var (name, budget) in Budget.ReadAll())
        {
            var report = await RunAsync(Workload.Find(name)!, options.Of(budget.Settlements), results);
            holds &= budget.Check(report, output);
        }

        return holds ? Done : Failed;
    }

    private static async Task<BenchReport> RunAsync(Workload workload, BenchOptions options, BenchResults results)
    {
        await using var comparison = await Comparison.StartAsync(workload, options);
        if (options.Repeat > 1)
        {
            // Not counted: the machine, the compiler and the file system get warm.
            _ = await RunOnceAsync(workload, options);
            await comparison.WarmUpAsync();
        }

        var runs = new List<BenchReport>();
        for (var run = 0; run < options.Repeat; run++)
        {
            var report = await RunOnceAsync(workload, options);
            await comparison.CompareAsync(report);
            runs.Add(report);
            if (options.Repeat > 1 && !options.Budgets)
            {
                results.Print(report);
            }
        }

        return options.Repeat == 1 ? runs[0] : BenchReport.Median(runs);
    }

    private static async Task<BenchReport> RunOnceAsync(Workload workload, BenchOptions options)
    {
        var directory = Path.Combine(options.Store ?? Path.GetTempPath(), $"veritas-bench-{Guid.NewGuid():N}");
        Directory.CreateDirectory(directory);
        try
        {
            return await workload.RunAsync(options.Plan(workload, directory));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
