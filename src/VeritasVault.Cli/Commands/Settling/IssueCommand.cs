using System.CommandLine;
using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>Issues or redeems: a settlement of one leg from or to the asset's issuer.</summary>
internal sealed class IssueCommand : VeritasCommand
{
    private readonly bool _redeems;
    private readonly Argument<string> _account = new("ACCOUNT") { Description = "The holder's account" };
    private readonly Argument<string> _quantity = new("QUANTITY") { Description = "How much, as a decimal" };
    private readonly Argument<string> _asset = new("ASSET") { Description = "The asset's id" };

    private readonly Option<string> _id = new("--id")
    {
        Description = "The settlement's id [default: a new one]",
        HelpName = "UUID",
    };

    private IssueCommand(CliHost host, string name, string description, bool redeems)
        : base(
            host,
            name,
            description,
            $"veritas {name} alice-cash 1000.00 USD",
            $"veritas {name} alice-safe 50 BOND-1 --id 01890a5d-ac96-774b-bcce-b302099a8057",
            $"veritas {name} alice-cash 1000.00 USD --json")
    {
        _redeems = redeems;
        Arguments.Add(_account);
        Arguments.Add(_quantity);
        Arguments.Add(_asset);
        Options.Add(_id);
    }

    public static IssueCommand Issue(CliHost host) => new(
        host, "issue", "Puts a quantity of an asset into circulation, from its issuer to an account.", redeems: false);

    public static IssueCommand Redeem(CliHost host) => new(
        host,
        "redeem",
        "Takes a quantity of an asset out of circulation, from an account to its issuer.",
        redeems: true);

    protected override async Task<int> RunAsync(CommandContext context)
    {
        var id = InputText.SettlementOrNew(context.Value(_id));
        var account = InputText.Account(context.Value(_account));
        var assetId = InputText.Asset(context.Value(_asset));
        await using var ledger = await context.OpenAsync();
        var asset = ledger.View.Asset(assetId)
            ?? throw CliException.Of(OutcomeCode.AssetUnknown, "asset", assetId.Value);
        var quantity = InputText.Quantity(context.Value(_quantity), asset.Scale, "quantity");
        var issuer = asset.Issuer;
        var request = new SettlementRequest
        {
            Id = id,
            Kind = _redeems ? SettlementKind.Redeem : SettlementKind.Issue,
            Legs = [_redeems ? new(account, issuer, assetId, quantity) : new(issuer, account, assetId, quantity)],
        };
        return AnswerReport.Settlement(context.Output, id, await ledger.SettleAsync(request, context.ActorOn(ledger)));
    }
}
