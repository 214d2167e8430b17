using System.CommandLine;
using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>Lists what did not succeed for a settlement.</summary>
internal sealed class FailuresCommand : VeritasCommand
{
    private readonly Argument<string> _id = new("ID") { Description = "The settlement's id" };

    public FailuresCommand(CliHost host)
        : base(
            host,
            "failures",
            "Lists every attempt of a settlement that failed, and its failure: category, code, stage, operation, time.",
            "veritas failures 01890a5d-ac96-774b-bcce-b302099a8057",
            "veritas failures 01890a5d-ac96-774b-bcce-b302099a8057 --json") => Arguments.Add(_id);

    protected override async Task<int> RunAsync(CommandContext context)
    {
        var id = InputText.Settlement(context.Value(_id));
        await using var ledger = await context.OpenAsync();
        var failures = ledger.View.Failures(id)
            ?? throw CliException.Of(OutcomeCode.SettlementUnknown, "id", id.ToString());
        if (!context.Output.IsJson)
        {
            context.Output.Table(
                $"Failures of {id}",
                ["at", "category", "code", "stage", " operation", " attempt", "said"],
                failures.Select(failure => new[]
                {
                    failure.At.ToString(),
                    OutcomePage.NameOf(failure.Category),
                    failure.Code,
                    Words.Of(failure.Stage),
                    failure.Operation > 0 ? Words.Of(failure.Operation) : string.Empty,
                    Words.Of(failure.Attempt),
                    failure.Text,
                }));
            return ExitCode.Ok;
        }

        foreach (var failure in failures)
        {
            context.Output.Json(json =>
            {
                json.WriteString("at", failure.At.ToString());
                json.WriteString("category", OutcomePage.NameOf(failure.Category));
                json.WriteString("code", failure.Code);
                json.WriteString("stage", Words.Of(failure.Stage));
                json.WriteNumber("operation", failure.Operation);
                json.WriteNumber("attempt", failure.Attempt);
                json.WriteString("text", failure.Text);
                json.WriteNumber("recordNo", failure.RecordNo);
            });
        }

        return ExitCode.Ok;
    }
}
