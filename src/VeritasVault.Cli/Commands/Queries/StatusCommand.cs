using System.CommandLine;
using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>Shows one settlement with everything that is known about it.</summary>
internal sealed class StatusCommand : VeritasCommand
{
    private readonly Argument<string> _id = new("ID") { Description = "The settlement's id" };

    public StatusCommand(CliHost host)
        : base(
            host,
            "status",
            "Shows a settlement: its stages, its outcome and the cure, what it waits for, its legs and what moved.",
            "veritas status 01890a5d-ac96-774b-bcce-b302099a8057",
            "veritas status 01890a5d-ac96-774b-bcce-b302099a8057 --json") => Arguments.Add(_id);

    protected override async Task<int> RunAsync(CommandContext context)
    {
        var id = InputText.Settlement(context.Value(_id));
        await using var ledger = await context.OpenAsync();
        var settlement = ledger.View.Settlement(id)
            ?? throw CliException.Of(OutcomeCode.SettlementUnknown, "id", id.ToString());
        if (context.Output.IsJson)
        {
            context.Output.Json(json => SettlementJson.Write(json, settlement));
        }
        else
        {
            SettlementText.Write(context.Output, settlement, new AssetScales(ledger.View));
        }

        return ExitCode.Ok;
    }
}
