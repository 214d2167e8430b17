using System.CommandLine;
using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>Shows one settlement with everything that is known about it.</summary>
internal sealed class StatusCommand : VeritasCommand
{
    private readonly Argument<string> _id = new("ID") { Description = "The settlement's id" };

    private readonly Option<bool> _plan = new("--plan")
    {
        Description = "Show the execution plan too: what is done in which order, how far it is, what undoes it",
    };

    public StatusCommand(CliHost host)
        : base(
            host,
            "status",
            "Shows a settlement: its stages, its outcome and the cure, what it waits for, its legs and what moved.",
            "veritas status 01890a5d-ac96-774b-bcce-b302099a8057",
            "veritas status 01890a5d-ac96-774b-bcce-b302099a8057 --plan",
            "veritas status 01890a5d-ac96-774b-bcce-b302099a8057 --json")
    {
        Arguments.Add(_id);
        Options.Add(_plan);
    }

    protected override async Task<int> RunAsync(CommandContext context)
    {
        var id = InputText.Settlement(context.Value(_id));
        await using var ledger = await context.OpenAsync();
        var settlement = ledger.View.Settlement(id)
            ?? throw CliException.Of(OutcomeCode.SettlementUnknown, "id", id.ToString());
        var withPlan = context.Value(_plan);
        if (context.Output.IsJson)
        {
            context.Output.Json(json => SettlementJson.Write(json, settlement, withPlan));
        }
        else
        {
            SettlementText.Write(context.Output, settlement, new AssetScales(ledger.View), withPlan);
        }

        return ExitCode.Ok;
    }
}
