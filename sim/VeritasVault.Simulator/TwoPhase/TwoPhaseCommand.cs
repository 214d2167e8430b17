using System.Globalization;

namespace VeritasVault.Simulator.TwoPhase;

/// <summary>
/// <c>torture two-phase</c>: trades between our ledger and a real PostgreSQL bank, or another ledger of ours, either
/// side killed with signal 9 at every step; then all of it must have happened on both sides or on neither.
/// </summary>
internal static class TwoPhaseCommand
{
    private const string Usage = "usage: torture two-phase [--bank postgres|veritas] [--rounds N] [--seed N] [--json]";

    public static async Task<int> RunAsync(string[] args)
    {
        var (rounds, seed, isJson, bank) = (6, 1, false, BankSides.Postgres);
        for (var i = 0; i < args.Length; i++)
        {
            var isNumber = i + 1 < args.Length
                && int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out _);
            switch (args[i])
            {
                case "--json":
                    isJson = true;
                    break;
                case "--bank" when i + 1 < args.Length && args[i + 1] is BankSides.Postgres or BankSides.Veritas:
                    bank = args[++i];
                    break;
                case "--rounds" when isNumber:
                    rounds = int.Parse(args[++i], CultureInfo.InvariantCulture);
                    break;
                case "--seed" when isNumber:
                    seed = int.Parse(args[++i], CultureInfo.InvariantCulture);
                    break;
                default:
                    await Console.Error.WriteLineAsync(Usage);
                    return 2;
            }
        }

        return await RunAsync(bank, rounds, (ulong)seed, isJson ? static _ => { } : Console.Error.WriteLine);
    }

    private static async Task<int> RunAsync(string bank, int rounds, ulong seed, Action<string> say)
    {
        var directory = Directory.CreateTempSubdirectory("veritas-two-phase-").FullName;
        try
        {
            var isServed = bank == BankSides.Postgres;
            await using var server = isServed ? await ThrowAwayBank.StartAsync(Root()) : null;
            if (isServed && server is null)
            {
                await Console.Error.WriteLineAsync("PostgreSQL cannot be started here; eng/postgres says why.");
                return 2;
            }

            var store = Path.Combine(directory, "store");
            var run = new TwoPhaseRun(store, bank, server, seed, say);
            await run.RunAsync(rounds);
            var verdict = new TwoPhaseVerdict();
            await using (var side = await BankSides.OpenAsync(bank, run.Place))
            {
                await verdict.LookAsync(store, side, run.Trades);
            }

            return await TellAsync(rounds, run.Kills, verdict);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<int> TellAsync(int rounds, int kills, TwoPhaseVerdict verdict)
    {
        foreach (var violation in verdict.Violations)
        {
            await Console.Error.WriteLineAsync($"VIOLATION: {violation}");
        }

        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"rounds":{{rounds}},"kills":{{kills}},"settled":{{verdict.Settled}},"""
            + $$""" "aborted":{{verdict.Aborted}},"violations":{{verdict.Violations.Count}},"""
            + $$""" "leftovers":{{verdict.Leftovers}}}"""));
        return verdict.Violations.Count == 0 && verdict.Leftovers == 0 ? 0 : 1;
    }

    // The repository: where eng/postgres is.
    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "eng", "postgres")))
        {
            directory = directory.Parent
                ?? throw new InvalidOperationException("eng/postgres is not above the program");
        }

        return directory.FullName;
    }
}
