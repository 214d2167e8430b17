namespace VeritasVault.Cli;

/// <summary>Lists the external ledgers.</summary>
internal sealed class LedgerListCommand(CliHost host) : VeritasCommand(
    host,
    "list",
    "Lists the external ledgers.",
    "veritas ledger list",
    "veritas ledger list --json")
{
    protected override async Task<int> RunAsync(CommandContext context)
    {
        await using var ledger = await context.OpenAsync();
        var externals = ledger.View.ExternalLedgers();
        if (!context.Output.IsJson)
        {
            context.Output.Table(
                "External ledgers",
                ["ledger", "hold", " hold seconds", "registered"],
                externals.Select(e => new[]
                {
                    e.Id.Value,
                    Words.Of(e.Hold),
                    e.HoldSecondsMax is { } seconds ? Words.Of(seconds) : string.Empty,
                    e.RegisteredAt.ToString(),
                }));
            return ExitCode.Ok;
        }

        foreach (var external in externals)
        {
            context.Output.Json(json =>
            {
                json.WriteString("ledger", external.Id.Value);
                json.WriteString("hold", Words.Of(external.Hold));
                if (external.HoldSecondsMax is { } seconds)
                {
                    json.WriteNumber("holdSeconds", seconds);
                }

                json.WriteString("registeredAt", external.RegisteredAt.ToString());
            });
        }

        return ExitCode.Ok;
    }
}
