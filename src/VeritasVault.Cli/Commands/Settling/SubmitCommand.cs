using System.CommandLine;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Submits one settlement, from a file or from options.</summary>
internal sealed class SubmitCommand : VeritasCommand
{
    private readonly Argument<string?> _file = new("FILE")
    {
        Description = "A settlement as one JSON object, or - for the standard input",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string[]> _legs = new("--leg")
    {
        Description = "A leg, \"FROM>TO QUANTITY ASSET\"; may be given often, instead of FILE",
        HelpName = "LEG",
    };

    private readonly Option<string> _id = new("--id")
    {
        Description = "The settlement's id, with --leg [default: a new one]",
        HelpName = "UUID",
    };

    private readonly Option<bool> _wait = new("--wait")
    {
        Description = "With --leg: wait on a shortage instead of failing",
    };

    private readonly Option<PrepareMode> _prepare = new("--prepare")
    {
        Description = "With --leg: stop when all of it is reserved; expiring (needs --deadline) or binding",
    };

    private readonly Option<bool> _exclusive = new("--exclusive")
    {
        Description = "With --leg: nobody else uses its positions while it is reserved",
    };

    private readonly Option<bool> _onHold = new("--on-hold")
    {
        Description = "With --leg: the proposer's side waits for veritas release",
    };

    private readonly Option<string> _deadline = new("--deadline")
    {
        Description = "With --leg: settled before this day or time, or not at all",
        HelpName = "TIME",
    };

    private readonly Option<RecoveryPolicy?> _recovery = new("--recovery")
    {
        Description = "With --leg: how often calls to external ledgers are tried, and the bounds of the first and of "
            + "any wait in milliseconds [default: what the engine is set to]",
        HelpName = "TRIES,MS,MS",
        CustomParser = RecoveryText.Parse,
    };

    private readonly Option<string> _reference = new("--reference")
    {
        Description = "With --leg: the client's own reference",
        HelpName = "TEXT",
    };

    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "Say what would be answered and change nothing",
    };

    public SubmitCommand(CliHost host)
        : base(
            host,
            "submit",
            "Submits one settlement: all of its legs happen or none does.",
            "veritas submit trade.json",
            "veritas submit --leg \"alice-cash>bob-cash 100.00 USD\" --leg \"bob-safe>alice-safe 5 BOND-1\"",
            "veritas submit --leg \"alice-cash>bob-cash 100.00 USD\" --prepare expiring --deadline 2099-01-01",
            "veritas submit - --dry-run --json < trade.json")
    {
        Arguments.Add(_file);
        Options.Add(_legs);
        Options.Add(_id);
        Options.Add(_wait);
        Options.Add(_prepare);
        Options.Add(_exclusive);
        Options.Add(_onHold);
        Options.Add(_recovery);
        Options.Add(_deadline);
        Options.Add(_reference);
        Options.Add(_dryRun);
    }

    protected override async Task<int> RunAsync(CommandContext context)
    {
        var legs = context.Value(_legs) ?? [];
        var file = context.Value(_file);
        if ((file is null) == (legs.Length == 0))
        {
            throw new CliException(
                ExitCode.BadInput,
                "USAGE",
                "A settlement comes from FILE or from --leg options, one of the two.",
                "Give a FILE, or at least one --leg \"FROM>TO QUANTITY ASSET\".");
        }

        var text = file is null ? null : SingleSettlementFile.Read(context.Io, file);
        await using var ledger = await context.OpenAsync();
        var scales = new AssetScales(ledger.View);
        var (request, actor) = text is null
            ? (FromOptions(context, legs, scales), context.ActorOn(ledger))
            : FromText(context, text, ledger, scales);
        var isDryRun = context.Value(_dryRun);
        var answer = isDryRun ? await ledger.DryRunAsync(request, actor) : await ledger.SettleAsync(request, actor);
        await ForeignQuiet.WaitAsync(ledger);
        return AnswerReport.Settlement(context.Output, request.Id, answer, isDryRun);
    }

    private static (SettlementRequest Request, ActorId Actor) FromText(
        CommandContext context, byte[] text, SettlementLedger ledger, AssetScales scales)
    {
        try
        {
            SingleSettlementFile.Check(text);
            var line = new NdjsonParser(scales, ledger.View.Operator).Parse(text);
            var request = line.Request
                ?? throw new LineProblemException(
                    OutcomeCode.MalformedInput, 0, "command", "only settlements can be submitted");
            return (request, context.ActorName is null ? line.Actor ?? ledger.View.Operator : context.ActorOn(ledger));
        }
        catch (LineProblemException problem)
        {
            throw SingleSettlementFile.Explain(text, problem);
        }
    }

    private SettlementRequest FromOptions(CommandContext context, string[] legs, AssetScales scales) => new()
    {
        Id = InputText.SettlementOrNew(context.Value(_id)),
        Legs = [.. legs.Select((leg, place) => LegText.Parse(leg, place, scales))],
        Terms = new SettlementTerms
        {
            OnShortage = context.Value(_wait) ? OnShortage.Wait : OnShortage.Fail,
            Prepare = context.Value(_prepare),
            Isolation = context.Value(_exclusive) ? Isolation.Exclusive : Isolation.Escrow,
            Recovery = context.Value(_recovery),
        },
        Deadline = InputText.Time(context.Value(_deadline), "--deadline"),
        OnHold = context.Value(_onHold),
        Reference = context.Value(_reference),
    };
}
