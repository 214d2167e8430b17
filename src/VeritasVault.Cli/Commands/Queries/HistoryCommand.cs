using System.CommandLine;
using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>Shows everything that happened to one settlement.</summary>
internal sealed class HistoryCommand : VeritasCommand
{
    private readonly Argument<string> _id = new("ID") { Description = "The settlement's id" };

    public HistoryCommand(CliHost host)
        : base(
            host,
            "history",
            "Shows every transition of a settlement: who, when and why.",
            "veritas history 01890a5d-ac96-774b-bcce-b302099a8057",
            "veritas history 01890a5d-ac96-774b-bcce-b302099a8057 --json") => Arguments.Add(_id);

    protected override async Task<int> RunAsync(CommandContext context)
    {
        var id = InputText.Settlement(context.Value(_id));
        await using var ledger = await context.OpenAsync();
        var events = ledger.View.History(id);
        if (events.Count == 0)
        {
            throw CliException.Of(OutcomeCode.SettlementUnknown, "id", id.ToString());
        }

        if (!context.Output.IsJson)
        {
            EventReport.Table(context.Output, $"History of {id}", events);
            return ExitCode.Ok;
        }

        foreach (var happened in events)
        {
            EventReport.Json(context.Output, happened);
        }

        return ExitCode.Ok;
    }
}
