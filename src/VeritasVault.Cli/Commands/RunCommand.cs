using System.CommandLine;
using System.Diagnostics;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Settles a file of settlements.</summary>
internal sealed class RunCommand : VeritasCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The file, or - for the standard input" };

    private readonly Option<string> _format = new("--format")
    {
        Description = "What the file holds",
        DefaultValueFactory = _ => "ndjson",
    };

    private readonly Option<bool> _stopOnError = new("--stop-on-error")
    {
        Description = "End at the first line that is refused; what came before it is settled",
    };

    private readonly Option<string> _acks = new("--acks")
    {
        Description = "Append a line \"ID CODE\" to this file for each settlement, once it is durable",
        HelpName = "FILE",
    };

    private readonly Option<FundMode> _fund = new("--fund")
    {
        Description = "repo-trades: what members get to start with: their net debits, their gross debits, or none",
        DefaultValueFactory = _ => FundMode.Net,
    };

    private readonly Option<bool> _asOne = new("--as-one")
    {
        Description = "repo-trades: the whole file is one settlement",
    };

    public RunCommand(CliHost host)
        : base(
            host,
            "run",
            "Settles a file of settlements. A second run of the same file changes nothing.",
            "veritas run day.ndjson",
            "veritas run legs.csv --format evm-legs --json",
            "veritas run Trades120-2018-11-26.csv --format repo-trades --fund net")
    {
        Arguments.Add(_file);
        _format.AcceptOnlyFromAmong("ndjson", "evm-legs", "repo-trades", "berka-orders");
        Options.Add(_format);
        Options.Add(_fund);
        Options.Add(_asOne);
        Options.Add(_stopOnError);
        Options.Add(_acks);
    }

    protected override async Task<int> RunAsync(CommandContext context)
    {
        var format = context.Value(_format)!;
        await using var input = OpenInput(context, format);
        await using var ledger = await context.OpenAsync();
        using var signals = new StopSignals(context);
        using var acks = context.Value(_acks) is { } path ? new AckFile(path) : null;
        var problems = new ProblemList(context.Output);
        var tally = new RunTally();
        var recordsBefore = ledger.View.AsOf.RecordNo;
        var watch = Stopwatch.StartNew();
        await ProgressDisplay.RunAsync(context.Output, "Settling", async show =>
        {
            var pipeline = new RunPipeline(ledger, tally, problems, acks)
            {
                StopOnError = context.Value(_stopOnError),
                Stop = signals.Token,
                ShowProgress = show,
            };
            await FormatOf(context, format, input, ledger).ReadAsync(pipeline);
            await pipeline.DrainAsync();
            await ForeignQuiet.WaitAsync(ledger);
            return true;
        });
        tally.LookAgain(ledger.View);
        var elapsed = watch.Elapsed;
        problems.End();
        var unchanged = ledger.View.AsOf.RecordNo == recordsBefore;
        var summary = new RunSummary(tally, Conservation.Holds(ledger.View.Positions()), unchanged, elapsed);
        summary.Write(context.Output);
        return CodeOf(context, ledger, signals, format, summary);
    }

    private IRunFormat FormatOf(CommandContext context, string format, Stream input, SettlementLedger ledger)
    {
        var actor = context.ActorName is null ? (ActorId?)null : context.ActorOn(ledger);
        var operate = actor ?? ledger.View.Operator;
        return format switch
        {
            "evm-legs" =>
                new EvmLegsFormat(CsvTable.Read(input, EvmLegsFormat.Header, ',', context.Value(_file)), operate),
            "berka-orders" => new BerkaOrdersFormat(
                CsvTable.Read(input, BerkaOrdersFormat.Header, ';', context.Value(_file)), operate),
            "repo-trades" => new RepoTradesFormat(
                CsvTable.Read(input, RepoTradesFormat.Header, ',', context.Value(_file)),
                operate,
                context.Value(_fund),
                context.Value(_asOne)),
            _ => new NdjsonFormat(
                input,
                input.CanSeek ? input.Length : null,
                actor,
                new AssetScales(ledger.View),
                ledger.View.Operator),
        };
    }

    private Stream OpenInput(CommandContext context, string format)
    {
        var file = context.Value(_file);
        if (format != "repo-trades" && context.Value(_asOne))
        {
            throw new CliException(
                ExitCode.BadInput,
                "USAGE",
                "--as-one is for repo-trades.",
                "Leave it out, or give --format repo-trades.");
        }

        return context.Io.OpenFile(file);
    }

    /// <summary>
    /// Failed settlements are outcomes like others and no error of the run. In our own format, lines that were refused
    /// are: somebody has to correct them. The data sets are known to hold some.
    /// </summary>
    private static int CodeOf(
        CommandContext context, SettlementLedger ledger, StopSignals signals, string format, RunSummary summary)
    {
        if (ledger.Health.IsStopped)
        {
            context.Output.Problem(
                "ENGINE_STOPPED",
                $"The engine stopped: {ledger.Health.StoppedBecause}",
                "Run the same file again: what was settled answers as before, the rest is settled.");
            return ExitCode.Engine;
        }

        if (signals.Token.IsCancellationRequested)
        {
            context.Output.Note("Interrupted; run the same file again to settle the rest.");
            return ExitCode.Interrupted;
        }

        var full = summary.Tally.FailuresByCode.ContainsKey(OutcomeCode.StorageFull);
        return !summary.IsConserved ? ExitCode.DecidedNo
            : full ? ExitCode.Store
            : format != "ndjson" && summary.Tally.CommandsRefused == 0 ? ExitCode.Ok
            : summary.Tally.BadInput > 0 ? ExitCode.BadInput
            : summary.Tally.Refused + summary.Tally.CommandsRefused > 0 ? ExitCode.Refused
            : ExitCode.Ok;
    }
}
