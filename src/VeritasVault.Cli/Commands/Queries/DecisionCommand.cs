using System.CommandLine;
using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>Says how a settlement is decided, for whoever coordinates it with something else.</summary>
internal sealed class DecisionCommand : VeritasCommand
{
    private readonly Argument<string> _id = new("ID") { Description = "The settlement's id" };

    public DecisionCommand(CliHost host)
        : base(
            host,
            "decision",
            "Says whether a settlement is decided, which way and since when, or since when it is in doubt.",
            "veritas decision 01890a5d-ac96-774b-bcce-b302099a8057",
            "veritas decision 01890a5d-ac96-774b-bcce-b302099a8057 --json") => Arguments.Add(_id);

    protected override async Task<int> RunAsync(CommandContext context)
    {
        var id = InputText.Settlement(context.Value(_id));
        await using var ledger = await context.OpenAsync();
        var settlement = ledger.View.Settlement(id)
            ?? throw CliException.Of(OutcomeCode.SettlementUnknown, "id", id.ToString());
        var since = settlement.DecidedAt ?? settlement.InDoubtSince;
        if (context.Output.IsJson)
        {
            context.Output.Json(json =>
            {
                json.WriteString("id", id.ToString());
                json.WriteString("decision", Words.Of(settlement.Decision));
                json.WriteBoolean("inDoubt", settlement.InDoubtSince is not null);
                AnswerReport.WriteIfAny(json, "since", since?.ToString());
                json.WriteString("code", settlement.Code.Name());
                json.WriteString("stage", Words.Of(settlement.Stage));
            });
            return ExitCode.Ok;
        }

        var doubt = settlement.InDoubtSince is null ? string.Empty : ", in doubt";
        var when = since is null ? string.Empty : $" since {since}";
        context.Output.Line($"{Words.Of(settlement.Decision)}{doubt}{when}  {id}  {settlement.Code.Name()}");
        return ExitCode.Ok;
    }
}
