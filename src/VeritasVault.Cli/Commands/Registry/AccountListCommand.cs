namespace VeritasVault.Cli;

/// <summary>Lists the accounts.</summary>
internal sealed class AccountListCommand(CliHost host) : VeritasCommand(
    host,
    "list",
    "Lists the accounts.",
    "veritas account list",
    "veritas account list --json")
{
    protected override async Task<int> RunAsync(CommandContext context)
    {
        await using var ledger = await context.OpenAsync();
        var accounts = ledger.View.Accounts();
        if (!context.Output.IsJson)
        {
            context.Output.Table(
                "Accounts",
                ["account", "owner", "status", "ledger", " version", "last modified"],
                accounts.Select(a => new[]
                {
                    a.Id.Value,
                    a.Owner.Value,
                    Words.Of(a.Status),
                    a.Ledger?.Value ?? string.Empty,
                    Words.Of(a.Version),
                    a.LastModified.ToString(),
                }));
            return ExitCode.Ok;
        }

        foreach (var account in accounts)
        {
            context.Output.Json(json =>
            {
                json.WriteString("account", account.Id.Value);
                json.WriteString("owner", account.Owner.Value);
                json.WriteString("status", Words.Of(account.Status));
                AnswerReport.WriteIfAny(json, "ledger", account.Ledger?.Value);
                json.WriteNumber("version", account.Version);
                json.WriteString("lastModified", account.LastModified.ToString());
                json.WriteString("checksum", account.Checksum.ToString());
            });
        }

        return ExitCode.Ok;
    }
}
