using System.CommandLine;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Shows what moved in an account: opening, movements, closing.</summary>
internal sealed class StatementCommand : VeritasCommand
{
    private readonly Argument<string> _account = new("ACCOUNT") { Description = "The account's id" };

    private readonly Option<string> _from = new("--from")
    {
        Description = "Movements at or after this time in UTC, or day",
        HelpName = "TIME",
    };

    private readonly Option<string> _to = new("--to")
    {
        Description = "Movements before this time in UTC, or day",
        HelpName = "TIME",
    };

    public StatementCommand(CliHost host)
        : base(
            host,
            "statement",
            "Shows opening, movements and closing of each asset in an account, and whether they reconcile.",
            "veritas statement alice-cash",
            "veritas statement alice-cash --from 2026-11-23 --to 2026-11-24",
            "veritas statement alice-cash --json")
    {
        Arguments.Add(_account);
        Options.Add(_from);
        Options.Add(_to);
    }

    protected override async Task<int> RunAsync(CommandContext context)
    {
        var account = InputText.Account(context.Value(_account));
        var from = InputText.Time(context.Value(_from), "--from");
        var to = InputText.Time(context.Value(_to), "--to");
        await using var ledger = await context.OpenAsync();
        var statement = ledger.View.Statement(account, from, to)
            ?? throw CliException.Of(OutcomeCode.AccountUnknown, "account", account.Value);
        foreach (var line in statement.Assets)
        {
            if (context.Output.IsJson)
            {
                WriteJson(context.Output, account, from, to, line);
            }
            else
            {
                WriteText(context.Output, account, line, new AssetScales(ledger.View).Of(line.Asset));
            }
        }

        if (statement.Assets.Count == 0 && !context.Output.IsJson)
        {
            context.Output.Line($"{account} has no position.");
        }

        return statement.Assets.All(line => line.Reconciles) ? ExitCode.Ok : ExitCode.DecidedNo;
    }

    private static void WriteJson(
        CliOutput output, AccountId account, Timestamp? from, Timestamp? to, StatementLine line) =>
        output.Json(json =>
        {
            json.WriteString("account", account.Value);
            json.WriteString("asset", line.Asset.Value);
            json.WriteString("from", from?.ToString());
            json.WriteString("to", to?.ToString());
            json.WriteString("opening", Words.Of(line.Opening));
            json.WriteString("debits", Words.Of(line.Debits));
            json.WriteString("credits", Words.Of(line.Credits));
            json.WriteString("closing", Words.Of(line.Closing));
            json.WriteBoolean("reconciles", line.Reconciles);
            json.WriteStartArray("moves");
            foreach (var move in line.Moves)
            {
                json.WriteStartObject();
                json.WriteString("at", move.At.ToString());
                json.WriteString("settlement", move.Settlement.ToString());
                json.WriteNumber("recordNo", move.RecordNo);
                json.WriteString("delta", Words.Of(move.Delta));
                json.WriteString("balanceAfter", Words.Of(move.BalanceAfter));
                json.WriteNumber("version", move.Version);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });

    private static void WriteText(CliOutput output, AccountId account, StatementLine line, int scale)
    {
        output.Table(
            $"{account}, {line.Asset}",
            ["at", "settlement", " change", " balance", " version"],
            line.Moves.Select(m => new[]
            {
                m.At.ToString(),
                m.Settlement.ToString(),
                QuantityText.Format(m.Delta, scale),
                QuantityText.Format(m.BalanceAfter, scale),
                Words.Of(m.Version),
            }));
        output.Line(
            $"  opening {QuantityText.Format(line.Opening, scale)}, debits {QuantityText.Format(line.Debits, scale)}, "
            + $"credits {QuantityText.Format(line.Credits, scale)}, "
            + $"closing {QuantityText.Format(line.Closing, scale)}: "
            + (line.Reconciles ? "reconciles" : "DOES NOT RECONCILE, run `veritas audit`"));
    }
}
