using VeritasVault.Storage;

namespace VeritasVault.Simulator;

/// <summary>All runs of one seed: once without a fault, counting the store's steps, then once for every fault at
/// every step.</summary>
internal sealed class SeedRunner(
    ulong seed, int operations, Func<Plant>? plant = null, Workload? workload = null)
{
    /// <summary>Operations of the runs that are as long as a day in the life of a small ledger.</summary>
    public const int LongRun = 200;

    /// <summary>Operations of the runs that are short enough to be killed at every step.</summary>
    public const int ShortRun = 45;

    /// <summary>Faults in the long run of each of many seeds.</summary>
    public const int FaultsInLongRun = 5;

    private readonly Workload _workload = workload ?? Workload.Of(seed, operations);

    public SeedReport Report { get; } = new() { Seeds = 1 };

    /// <summary>Runs the seed until its first finding or its end.</summary>
    public SeedReport RunAll() => RunCalmAnd(Plans);

    /// <summary>Runs the seed with that many of its faults, drawn from the seed.</summary>
    public SeedReport RunSome(int faults) => RunCalmAnd(steps =>
    {
        var plans = Plans(steps).ToArray();
        var draw = SeededRandom.For(seed, part: 6);
        return Enumerable.Range(0, Math.Min(faults, plans.Length)).Select(_ => draw.Pick(plans));
    });

    private SeedReport RunCalmAnd(Func<IReadOnlyList<StepMark>, IEnumerable<FaultPlan>> choose)
    {
        var calm = Run(FaultPlan.None);
        if (calm.Finding is not null)
        {
            return Report;
        }

        foreach (var plan in choose(calm.Steps))
        {
            var result = Run(plan);
            if (result.Finding is null && !Agrees(calm, result, plan))
            {
                Note(plan, $"the same seed took another course before {plan}");
            }

            if (Report.Findings.Count > 0)
            {
                break;
            }
        }

        return Report;
    }

    /// <summary>Runs one plan and adds it to the report.</summary>
    public RunResult Run(FaultPlan plan)
    {
        var simulation = new Simulation(_workload, plan, trace: null, plant?.Invoke());
        var result = simulation.Run();
        Report.Add(plan, result);
        if (result.Finding is { } finding)
        {
            Note(plan, finding);
        }

        return result;
    }

    /// <summary>The same run once more, with its last lines.</summary>
    public IReadOnlyCollection<string> Retrace(FaultPlan plan, int lines)
    {
        var trace = new Trace(lines);
        var simulation = new Simulation(_workload, plan, trace, plant?.Invoke());
        simulation.Run();
        return trace.Lines;
    }

    /// <summary>The fault of a kind at a step, with whatever else belongs to it drawn from seed and step.</summary>
    public FaultPlan PlanOf(FaultKind kind, long step) =>
        new(kind, step, SeededRandom.For(seed, part: 4, (ulong)step).Between(1, kind == FaultKind.NoSpace ? 12 : 40));

    /// <summary>
    /// A crash at every step of the store. Between two writes, steps that only read differ for the outside by the
    /// answers
    /// given meanwhile and by nothing else; of those that do not differ at all, the first stands for all.
    /// </summary>
    private IEnumerable<FaultPlan> Plans(IReadOnlyList<StepMark> steps)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            var isNew = i == 0 || steps[i] with { Step = default } != steps[i - 1] with { Step = default };
            if (!steps[i].IsWrite && !isNew)
            {
                continue;
            }

            var draw = SeededRandom.For(seed, part: 5, (ulong)i);
            yield return PlanOf(draw.Chance(25) ? FaultKind.CrashTwice : FaultKind.Crash, i + 1);
            if (draw.Chance(steps[i].IsWrite ? 15 : 3))
            {
                yield return PlanOf(FaultKind.StateUnknown, i + 1);
            }

            if (steps[i].Step is StoreStep.CommitStarting or StoreStep.DeriveStarting && draw.Chance(10))
            {
                yield return PlanOf(FaultKind.NoSpace, i + 1);
            }
        }
    }

    private static bool Agrees(RunResult calm, RunResult struck, FaultPlan plan) =>
        struck.HasStruck && struck.Steps[(int)plan.Step - 1] == calm.Steps[(int)plan.Step - 1];

    private void Note(FaultPlan plan, string finding) =>
        Report.Findings.Add(new Finding(seed, operations, plan, finding));
}
