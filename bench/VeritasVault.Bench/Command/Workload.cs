namespace VeritasVault.Bench;

/// <summary>A workload that can be asked for by name.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Text">What it is, for the help.</param>
/// <param name="Settlements">How many, unless said otherwise; 0 where nothing is counted.</param>
/// <param name="RunAsync">Runs it once.</param>
internal sealed record Workload(string Name, string Text, int Settlements, Func<RunPlan, Task<BenchReport>> RunAsync)
{
    public static readonly Workload[] All =
    [
        new("dvp-uniform", "two-leg DvP between random distinct parties", 1_000_000, plan => Trade(plan, new())),
        new("dvp-hot", "the same with participant 0 in each", 1_000_000, plan => Trade(plan, new() { Hot = true })),
        new("dvp-tight", "the same, and about a fifth is refused for funds", 1_000_000, plan =>
            ThroughputBench.RunAsync(plan, plan.World with { Tight = true }, new TradeShape())),
        new("multileg-16", "16 legs between random parties, all or none", 200_000, plan =>
            Trade(plan, new() { Legs = 16 })),
        new("signed-each", "DvP with the Ed25519 signatures of both parties on each", 100_000, plan =>
            Signed(plan with { Batch = Math.Min(plan.Batch, 1_024) }, Signing.Each)),
        new("signed-batch", "DvP with one signature of each participant for a batch", 400_000, plan =>
            Signed(plan, Signing.Batch)),
        new("two-phase", "DvP that is prepared, and executed when that is answered", 200_000, TwoPhaseBench.RunAsync),
        new("single", "one at a time on an idle engine, beside a bare synced put", 2_000, SingleBench.RunAsync),
        new("half-load", "DvP at half of the rate measured just before, each due at its time", 500_000,
            HalfLoadBench.RunAsync),
        new("prove", "proofs of single settlements in a ledger of many", 200_000, ProveBench.RunAsync),
        new("verify", "verification of those proofs", 200_000, VerifyBench.RunAsync),
        new("audit", "decide and hash all of a ledger again", 500_000, AuditBench.RunAsync),
        new("restart", "open a ledger of --settlements N and --positions P", 200_000, RestartBench.RunAsync),
        new("sustained", "DvP; the last tenth's rate against that of the first", 10_000_000, SustainedBench.RunAsync),
        new("hash", "SHA-256 of many messages: ns a 64-byte block on each path of this machine", 0, _ =>
            Task.FromResult(HashBench.Run())),
        new("locks", "a deadlock storm on the lock tables, and a settlement that meets nobody", 0, _ =>
            Task.FromResult(LocksBench.Run())),
        new("locks-storm", "a deadlock storm through the settlement machine, in memory", 0, _ =>
            Task.FromResult(LocksStormBench.Run())),
    ];

    public const int Positions = 10_000;

    /// <summary>Threads that submit, unless said otherwise: one hands over what another would have to wait for; only
    /// checking signatures is work for all cores.</summary>
    public int Callers => Name.StartsWith("signed", StringComparison.Ordinal) ? Environment.ProcessorCount : 1;

    /// <summary>Whether the comparators know the same trades.</summary>
    public bool IsComparable => Name is "dvp-uniform" or "dvp-hot";

    public static Workload? Find(string name) => Array.Find(All, workload => workload.Name == name);

    private static Task<BenchReport> Trade(RunPlan plan, TradeShape shape) =>
        ThroughputBench.RunAsync(plan, plan.World, shape);

    private static Task<BenchReport> Signed(RunPlan plan, Signing signing) =>
        ThroughputBench.RunAsync(plan, plan.World with { Signed = true }, new TradeShape { Signing = signing });
}
