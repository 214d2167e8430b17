using System.Diagnostics;
using VeritasVault.Core;
using VeritasVault.Engine;
using VeritasVault.Storage.RocksDb;

namespace VeritasVault.Cli;

/// <summary>Settles a made-up day.</summary>
internal sealed class DemoCommand(CliHost host) : VeritasCommand(
    host,
    "demo",
    "Settles a made-up day on a real store and shows what became of it.",
    "veritas demo",
    "veritas demo --store ./demo-ledger    # keeps the ledger, to look at it with the other commands",
    "veritas demo --json")
{
    private const int QueueCapacity = 32;
    private const int RushHourPayments = 240;

    protected override async Task<int> RunAsync(CommandContext context)
    {
        var directory = context.StoreGiven ?? Path.Combine(Path.GetTempPath(), $"veritas-demo-{Guid.NewGuid():N}");
        if (LedgerAccess.Exists(directory))
        {
            throw new CliException(
                ExitCode.Refused,
                "LEDGER_EXISTS",
                $"There is something at {directory}.",
                "Name a --store that is empty.");
        }

        try
        {
            return await PlayAsync(context, directory);
        }
        finally
        {
            if (context.StoreGiven is null && Directory.Exists(directory))
            {
                Directory.Delete(directory, recursive: true);
            }
        }
    }

    private static async Task<int> PlayAsync(CommandContext context, string directory)
    {
        var output = context.Output;
        using var key = context.StoreGiven is null
            ? SigningKey.Generate()
            : KeyAccess.Find(context, mayCreate: !LedgerAccess.Exists(directory));
        var options = new LedgerOptions
        {
            CreateAs = new LedgerCreation { Name = "demo", Operator = DemoWorld.Operator },

            // Far too small, so that the rush hour shows what a full queue answers.
            QueueCapacity = QueueCapacity,
            Key = key,
        };
        await using var ledger =
            await SettlementLedger.OpenAsync(RocksDbLedgerStore.Open(directory), options, context.Stop);
        var tally = new DemoTally();
        var runner = new DemoRunner(ledger, tally);
        var day = new DemoDay();
        await runner.OpenAsync();
        var before = ledger.View.Positions();
        var watch = Stopwatch.StartNew();
        await ProgressDisplay.RunAsync(output, "Settling a day", async show =>
        {
            await runner.PlayAsync(day, show);
            await runner.RushAsync(day.RushHour(RushHourPayments));
            return true;
        });
        runner.LookAgain();
        var report = new DemoReport(tally, before, ledger.View, watch.Elapsed);
        if (output.IsJson)
        {
            report.WriteJson(output);
        }
        else
        {
            WriteText(output, report, directory, isKept: context.StoreGiven is not null);
        }

        return Conservation.Holds(ledger.View.Positions()) ? ExitCode.Ok : ExitCode.DecidedNo;
    }

    private static void WriteText(CliOutput output, DemoReport report, string directory, bool isKept)
    {
        output.Line(
            $"A day among {DemoWorld.Houses.Length} houses: securities against cash, currency against currency, "
            + "rounds of many.");
        report.WriteText(output);
        if (!report.Tally.ByCode.ContainsKey(OutcomeCode.QueueFull))
        {
            output.Line(
                "No answer of the category SYSTEM: the engine was faster than the rush hour and its queue never full.");
        }

        output.Line(isKept
            ? $"The ledger is at {directory}. Next: veritas audit --store {directory}"
            : "Next: veritas demo --store ./demo-ledger keeps the ledger; veritas --help shows all commands.");
    }
}
