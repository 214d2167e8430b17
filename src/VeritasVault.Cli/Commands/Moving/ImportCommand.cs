using System.CommandLine;
using VeritasVault.Engine;
using VeritasVault.Storage.RocksDb;

namespace VeritasVault.Cli;

/// <summary>
/// Makes a ledger of an export. It is built beside its place, opened, which checks every hash, root and signature,
/// and for an
/// import audited; only then it takes its place.
/// </summary>
internal sealed class ImportCommand : VeritasCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The file to read" };

    private readonly Option<string> _acceptLoss = new("--accept-loss")
    {
        Description = "Restore although the witness mark knows more, under this new origin: what is lost stays lost",
        HelpName = "ORIGIN",
    };

    private readonly bool _audits;

    private ImportCommand(CliHost host, string name, bool audits, string description, params string[] examples)
        : base(host, name, description, examples)
    {
        _audits = audits;
        Arguments.Add(_file);
        Options.Add(_acceptLoss);
    }

    public static ImportCommand Import(CliHost host) => new(
        host,
        "import",
        audits: true,
        "Makes a ledger of an export and audits all of it before it takes its place.",
        "veritas import main.vvx --store ./ledger",
        "veritas import main.vvx --json");

    public static ImportCommand Restore(CliHost host) => new(
        host,
        "restore",
        audits: false,
        "Makes a ledger of a backup; refuses one that is older than the witness mark remembers.",
        "veritas restore monday.vvx --store ./ledger",
        "veritas restore monday.vvx --accept-loss main/2026-after-fire");

    protected override async Task<int> RunAsync(CommandContext context)
    {
        var acceptLossAs = InputText.OriginOrNone(context.Value(_acceptLoss), "--accept-loss");
        var place = Path.TrimEndingDirectorySeparator(context.StoreDirectory);
        var building = place + ".building";
        if (LedgerAccess.Exists(place))
        {
            throw new CliException(
                ExitCode.Refused, "LEDGER_EXISTS", $"There is something at {place} already.", "Name another --store.");
        }

        if (Directory.Exists(building))
        {
            Directory.Delete(building, recursive: true);
        }

        try
        {
            var report = await FillAsync(context, building);
            var log = await CheckAsync(context, building, acceptLossAs);
            if (Directory.Exists(place))
            {
                Directory.Delete(place);
            }

            Directory.Move(building, place);
            Report(context, report, log, acceptLossAs);
            return ExitCode.Ok;
        }
        catch
        {
            if (Directory.Exists(building))
            {
                Directory.Delete(building, recursive: true);
            }

            throw;
        }
    }

    private async Task<TransferReport> FillAsync(CommandContext context, string directory)
    {
        try
        {
            await using var stream = new FileStream(
                context.Value(_file), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 20);
            using var store = RocksDbLedgerStore.Open(directory);
            return await ProgressDisplay.RunAsync(
                context.Output,
                "Reading",
                show => Task.Run(() => LedgerImport.Run(stream, store, new TransferBar(show), context.Stop)));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CliException(
                ExitCode.BadInput, "FILE_MISSING", error.Message, "Name the file that export or backup wrote.");
        }
    }

    private async Task<(string Origin, string Vkey)> CheckAsync(
        CommandContext context, string directory, string? acceptLossAs)
    {
        try
        {
            return await OpenAndAuditAsync(context, directory, acceptLossAs);
        }
        catch (LedgerException error) when (error.Failure == LedgerFailure.BehindWitness)
        {
            throw new CliException(
                ExitCode.Store,
                "BEHIND_WITNESS",
                error.Message,
                "Use a newer file; or accept the loss under a new name of the log: run the same command with "
                + "--accept-loss ORIGIN.");
        }
    }

    private async Task<(string Origin, string Vkey)> OpenAndAuditAsync(
        CommandContext context, string directory, string? acceptLossAs)
    {
        var options = new LedgerOptions
        {
            TrustClock = context.TrustClock,
            Key = KeyAccess.Find(context, mayCreate: false),
            Witness = new WitnessMarkFile(context.WitnessFile),
            AcceptLossAs = acceptLossAs,
        };
        await using var ledger =
            await SettlementLedger.OpenAsync(RocksDbLedgerStore.Open(directory), options, context.Stop);
        var log = (ledger.View.Origin, ledger.View.Vkey);
        if (!_audits)
        {
            return log;
        }

        var report = await ProgressDisplay.RunAsync(context.Output, "Auditing", show => ledger.AuditAsync(
            new AuditBar(show), context.Stop));
        if (!report.Passed)
        {
            throw new LedgerException(LedgerFailure.Corrupt, $"the audit failed: {report.FirstDifference}");
        }

        return log;
    }

    private void Report(
        CommandContext context, TransferReport report, (string Origin, string Vkey) log, string? acceptLossAs)
    {
        TransferBar.Report(context, "Made a ledger of", context.Value(_file), report, json =>
        {
            json.WriteString("origin", log.Origin);
            json.WriteString("vkey", log.Vkey);
        });
        if (context.Output.IsJson)
        {
            return;
        }

        if (acceptLossAs is not null)
        {
            AcceptLossCommand.Report(context, log.Origin, log.Vkey, acceptLossAs);
        }

        if (!File.Exists(context.KeyFile))
        {
            context.Output.Line(
                $"Next: copy the ledger's key to {context.KeyFile}: without it the ledger answers questions only.");
        }
    }
}
