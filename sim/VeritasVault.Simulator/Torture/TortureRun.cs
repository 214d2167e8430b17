namespace VeritasVault.Simulator.Torture;

/// <summary>
/// Kills the real program with SIGKILL at random moments of a run, as often as asked, and checks after each restart
/// that nothing acknowledged is missing and nothing is half done.
/// </summary>
public static class TortureRun
{
    /// <summary>Runs all rounds.</summary>
    public static async Task<TortureResult> RunAsync(TortureOptions options, Action<string> say)
    {
        var random = new Random(unchecked((int)options.Seed));
        var veritas = new VeritasProcess(options.Program);
        var total = new TortureResult();
        for (var round = 1; round <= options.Rounds; round++)
        {
            var directory = Directory.CreateTempSubdirectory("veritas-torture-").FullName;
            var workload = TortureWorkload.Generate(options.Settlements, options.Seed + (ulong)round);
            var result = await new TortureRound(veritas, workload, directory, random)
                .RunAsync(random.Next(1, options.KillsPerRoundMax + 1));
            total = Add(total, result);
            say($"round {round} of {options.Rounds}: {total.ToJson()}");
            if (!result.IsGood)
            {
                say($"seed {options.Seed}, round {round}: the ledger is kept at {directory}");
                break;
            }

            Directory.Delete(directory, recursive: true);
        }

        return total;
    }

    private static TortureResult Add(TortureResult a, TortureResult b) => new()
    {
        Rounds = a.Rounds + b.Rounds,
        Kills = a.Kills + b.Kills,
        Acknowledged = a.Acknowledged + b.Acknowledged,
        Missing = a.Missing + b.Missing,
        HalfDone = a.HalfDone + b.HalfDone,
        AuditsFailed = a.AuditsFailed + b.AuditsFailed,
        Unfinished = a.Unfinished + b.Unfinished,
        Reruns = a.Reruns + b.Reruns,
        Checkpoints = a.Checkpoints + b.Checkpoints,
        Torn = a.Torn + b.Torn,
        Proofs = a.Proofs + b.Proofs,
        Unproven = a.Unproven + b.Unproven,
    };
}
