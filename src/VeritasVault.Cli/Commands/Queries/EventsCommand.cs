using System.CommandLine;
using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>Shows every transition in the ledger.</summary>
internal sealed class EventsCommand : VeritasCommand
{
    private const int ShownToPeople = 100;

    private readonly Option<long> _since = new("--since")
    {
        Description = "Only events with a greater number",
        HelpName = "N",
        DefaultValueFactory = _ => 0,
    };

    private readonly Option<int?> _limit = new("--limit")
    {
        Description = $"At most so many [default: {ShownToPeople}, with --json all]",
        HelpName = "N",
    };

    public EventsCommand(CliHost host)
        : base(
            host,
            "events",
            "Shows every transition in the ledger in order, numbered without gaps.",
            "veritas events",
            "veritas events --since 1200 --limit 50",
            "veritas events --json")
    {
        Options.Add(_since);
        Options.Add(_limit);
    }

    protected override async Task<int> RunAsync(CommandContext context)
    {
        var since = context.Value(_since);
        var limit = context.Value(_limit) ?? (context.Output.IsJson ? int.MaxValue : ShownToPeople);
        if (since < 0 || limit < 0)
        {
            throw CliException.Of(
                OutcomeCode.ParameterOutOfRange, since < 0
                    ? "--since"
                    : "--limit", Words.Of(since < 0 ? since : limit));
        }

        await using var ledger = await context.OpenAsync();
        var events = ledger.View.Events(since).Take(limit);
        if (!context.Output.IsJson)
        {
            var shown = events.ToList();
            EventReport.Table(context.Output, "Events", shown);
            if (shown.Count > 0 && shown[^1].No < ledger.View.AsOf.EventNo)
            {
                context.Output.Line($"There are more: veritas events --since {shown[^1].No}");
            }

            return ExitCode.Ok;
        }

        foreach (var happened in events)
        {
            EventReport.Json(context.Output, happened);
        }

        return ExitCode.Ok;
    }
}
