using System.Diagnostics;

namespace VeritasVault.Simulator;

/// <summary>Runs seeds and says what came of them.</summary>
internal static class SimCommand
{
    private const int TraceLines = 30;
    private const int FindingsShownMax = 5;
    private const int SeedsThatMeetAll = 60;

    public static int Run(IReadOnlyList<string> args)
    {
        if (SimOptions.Parse(args) is not { } options)
        {
            Console.Error.WriteLine(SimOptions.Usage);
            return 2;
        }

        var started = Stopwatch.GetTimestamp();
        return Close(options, options.Step is { } step ? RunStep(options, step) : RunSeeds(options), started);
    }

    /// <summary>Runs seeds until the time is over or one finds something.</summary>
    public static int Soak(IReadOnlyList<string> args)
    {
        if (SimOptions.Parse(args) is not { } options)
        {
            Console.Error.WriteLine(SimOptions.Usage);
            return 2;
        }

        var started = Stopwatch.GetTimestamp();
        var all = new SeedReport();
        var next = options with { Seeds = Math.Max(options.Jobs, 1) * 4 };
        while (Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(options.Minutes) && all.Findings.Count == 0)
        {
            all.Add(RunSeeds(next));
            next = next.Following();
        }

        return Close(options, all, started);
    }

    private static SeedReport RunStep(SimOptions options, long step)
    {
        var runner = new SeedRunner(options.From, options.Operations ?? SeedRunner.LongRun);
        runner.Run(step == 0 ? FaultPlan.None : runner.PlanOf(options.Fault, step));
        return runner.Report;
    }

    private static SeedReport RunSeeds(SimOptions options)
    {
        // Seeds run side by side; each by itself is one thread and does not see the others.
        var reports = new SeedReport[options.Seeds];
        var limit = new ParallelOptions { MaxDegreeOfParallelism = Math.Min(options.Jobs, Environment.ProcessorCount) };
        Parallel.For(0, options.Seeds, limit, i =>
            reports[i] = RunSeed(options, options.From + (ulong)i));
        var all = new SeedReport();
        foreach (var report in reports)
        {
            all.Add(report);
        }

        return all;
    }

    // One seed is swept in full. Of many, each is swept in full over a short run and struck a few times in a long one.
    private static SeedReport RunSeed(SimOptions options, ulong seed)
    {
        if (options.Seeds == 1 || options.Operations is not null)
        {
            return new SeedRunner(seed, options.Operations ?? SeedRunner.LongRun).RunAll();
        }

        var report = new SeedRunner(seed, SeedRunner.LongRun).RunSome(SeedRunner.FaultsInLongRun);
        if (report.Findings.Count == 0)
        {
            report.Join(new SeedRunner(seed, SeedRunner.ShortRun).RunAll());
        }

        return report;
    }

    private static int Close(SimOptions options, SeedReport report, long started)
    {
        foreach (var finding in report.Findings.Take(FindingsShownMax))
        {
            Show(finding);
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine(options.Json ? report.ToJson(seconds) : $"{report}, {seconds:F1} s");
        return report.Findings.Count > 0 || MissesCalls(options, report) ? 1 : 0;
    }

    /// <summary>What many seeds do not meet, none will: the generator or its knobs are wrong then.</summary>
    private static bool MissesCalls(SimOptions options, SeedReport report)
    {
        var empty = options.Seeds < SeedsThatMeetAll ? [] : report.Calls.Empty.ToArray();
        if (empty.Length > 0)
        {
            Console.Error.WriteLine($"No call to an external ledger met: {string.Join(", ", empty)}");
        }

        return empty.Length > 0;
    }

    private static void Show(Finding finding)
    {
        Console.WriteLine($"FINDING in seed {finding.Seed}, {finding.Plan}: {finding.Text}");
        var runner = new SeedRunner(finding.Seed, finding.Operations);
        foreach (var line in runner.Retrace(finding.Plan, TraceLines))
        {
            Console.WriteLine($"    {line}");
        }

        var fault = finding.Plan.Kind == FaultKind.None
            ? "--step 0"
            : $"--step {finding.Plan.Step} --fault {finding.Plan.Kind}";
        Console.WriteLine($"  again: ./build sim --seed {finding.Seed} --operations {finding.Operations} {fault}");
    }
}
