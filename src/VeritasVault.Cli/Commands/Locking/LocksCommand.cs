using System.CommandLine;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Shows who holds which locks, and who waits for whom.</summary>
internal sealed class LocksCommand : VeritasCommand
{
    private readonly Option<bool> _graph = new("--graph")
    {
        Description = "Print the wait-for graph as a Mermaid flowchart instead",
    };

    public LocksCommand(CliHost host)
        : base(
            host,
            "locks",
            "Shows who holds which locks, for how long and why, and which settlements wait for whom.",
            "veritas locks",
            "veritas locks --graph",
            "veritas locks --json") => Options.Add(_graph);

    protected override async Task<int> RunAsync(CommandContext context)
    {
        await using var ledger = await context.OpenAsync();
        var locks = ledger.View.Locks();
        if (context.Value(_graph))
        {
            WaitGraph.Write(context.Output, locks);
        }
        else if (context.Output.IsJson)
        {
            WriteJson(context.Output, locks);
        }
        else
        {
            WriteText(context.Output, locks);
        }

        return ExitCode.Ok;
    }

    private static void WriteText(CliOutput output, LockList locks)
    {
        output.Table(
            "Held",
            ["what", "mode", "holder", "actor", "until", " token", "reason"],
            locks.Held.Select(held => new[]
            {
                held.Subject,
                Words.Of(held.Mode),
                NameOf(held.Holder),
                held.Holder.Actor.Value,
                held.Until?.ToString() ?? "its end",
                held.Token > 0 ? Words.Of(held.Token) : string.Empty,
                held.Reason,
            }));
        if (locks.Waits.Count > 0)
        {
            output.Table(
                "Waiting",
                ["settlement", "for"],
                locks.Waits.Select(wait => new[]
                {
                    wait.Settlement.ToString(), string.Join(", ", wait.For.Select(NameOf)),
                }));
        }
    }

    /// <summary>A line for each lock with <c>mode</c>, then one for each that waits with <c>waitsFor</c>.</summary>
    private static void WriteJson(CliOutput output, LockList locks)
    {
        foreach (var held in locks.Held)
        {
            output.Json(json =>
            {
                json.WriteString("holder", NameOf(held.Holder));
                json.WriteString("actor", held.Holder.Actor.Value);
                AnswerReport.WriteIfAny(json, "account", held.Account?.Value);
                AnswerReport.WriteIfAny(json, "asset", held.Asset?.Value);
                json.WriteString("mode", Words.Of(held.Mode));
                if (held.Until is { } until)
                {
                    json.WriteNumber("lock", held.Holder.Lock);
                    json.WriteNumber("token", held.Token);
                    json.WriteString("until", until.ToString());
                    json.WriteString("reason", held.Reason);
                }
            });
        }

        foreach (var wait in locks.Waits)
        {
            output.Json(json =>
            {
                json.WriteString("settlement", wait.Settlement.ToString());
                json.WriteStartArray("waitsFor");
                foreach (var blocker in wait.For)
                {
                    json.WriteStringValue(NameOf(blocker));
                }

                json.WriteEndArray();
            });
        }
    }

    private static string NameOf(LockParty party) =>
        party.Settlement is { } id ? $"settlement {id}" : $"lock {Words.Of(party.Lock)}";
}
