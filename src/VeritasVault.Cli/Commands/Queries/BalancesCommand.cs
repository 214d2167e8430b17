using System.CommandLine;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Shows positions.</summary>
internal sealed class BalancesCommand : VeritasCommand
{
    private readonly Option<string> _asset = new("--asset") { Description = "Only this asset", HelpName = "ASSET" };
    private readonly Option<string> _account =
        new("--account") { Description = "Only this account", HelpName = "ACCOUNT" };

    public BalancesCommand(CliHost host)
        : base(
            host,
            "balances",
            "Shows what each account holds of each asset.",
            "veritas balances",
            "veritas balances --asset USD",
            "veritas balances --account alice-cash --json")
    {
        Options.Add(_asset);
        Options.Add(_account);
    }

    protected override async Task<int> RunAsync(CommandContext context)
    {
        var account = context.Value(_account) is { } name ? InputText.Account(name, "--account") : (AccountId?)null;
        var asset = context.Value(_asset) is { } code ? InputText.Asset(code, "--asset") : (AssetId?)null;
        await using var ledger = await context.OpenAsync();
        Check(ledger.View, account, asset);
        var positions = ledger.View.Positions(account, asset);
        if (!context.Output.IsJson)
        {
            PositionTable.Write(context.Output, "Positions", positions, new AssetScales(ledger.View));
            return ExitCode.Ok;
        }

        foreach (var position in positions)
        {
            context.Output.Json(json =>
            {
                json.WriteString("account", position.Account.Value);
                json.WriteString("asset", position.Asset.Value);
                json.WriteString("balance", Words.Of(position.Balance));
                json.WriteString("reserved", Words.Of(position.Reserved));
                json.WriteNumber("version", position.Version);
            });
        }

        return ExitCode.Ok;
    }

    private static void Check(LedgerView view, AccountId? account, AssetId? asset)
    {
        if (account is { } named && view.Account(named) is null)
        {
            throw CliException.Of(OutcomeCode.AccountUnknown, "--account", named.Value);
        }

        if (asset is { } meant && view.Asset(meant) is null)
        {
            throw CliException.Of(OutcomeCode.AssetUnknown, "--asset", meant.Value);
        }
    }
}
