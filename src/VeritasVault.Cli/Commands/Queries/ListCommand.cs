using System.CommandLine;
using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>Lists settlements.</summary>
internal sealed class ListCommand : VeritasCommand
{
    private const int ShownToPeople = 50;

    private readonly Option<Stage?> _stage = new("--stage")
    {
        Description = "Only settlements in this stage",
        HelpName = "STAGE",
    };

    private readonly Option<int?> _limit = new("--limit")
    {
        Description = $"At most so many [default: {ShownToPeople}, with --json all]",
        HelpName = "N",
    };

    public ListCommand(CliHost host)
        : base(
            host,
            "list",
            "Lists settlements by id.",
            "veritas list",
            "veritas list --stage failed --limit 10",
            "veritas list --json")
    {
        Options.Add(_stage);
        Options.Add(_limit);
    }

    protected override async Task<int> RunAsync(CommandContext context)
    {
        var limit = context.Value(_limit) ?? (context.Output.IsJson ? int.MaxValue : ShownToPeople);
        if (limit < 0)
        {
            throw CliException.Of(OutcomeCode.ParameterOutOfRange, "--limit", Words.Of(limit));
        }

        await using var ledger = await context.OpenAsync();
        var found = ledger.View.Settlements(context.Value(_stage));
        if (context.Output.IsJson)
        {
            foreach (var settlement in found.Take(limit))
            {
                context.Output.Json(json =>
                {
                    json.WriteString("id", settlement.Id.ToString());
                    json.WriteString("stage", Words.Of(settlement.Stage));
                    json.WriteString("decision", Words.Of(settlement.Decision));
                    json.WriteString("code", settlement.Code.Name());
                });
            }

            return ExitCode.Ok;
        }

        // One more than is shown tells whether there are more.
        var shown = found.Take((int)Math.Min(limit + 1L, int.MaxValue)).ToList();
        context.Output.Table(
            "Settlements",
            ["id", "stage", "decision", "code"],
            shown.Take(limit).Select(s => new[]
            {
                s.Id.ToString(), Words.Of(s.Stage), Words.Of(s.Decision), s.Code.Name(),
            }));
        if (shown.Count > limit)
        {
            context.Output.Line($"There are more than {limit}; --limit N shows more, --json all.");
        }

        return ExitCode.Ok;
    }
}
