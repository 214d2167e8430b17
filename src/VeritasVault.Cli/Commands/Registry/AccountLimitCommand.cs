using System.CommandLine;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Sets credit limit and ceiling of one position; what is not named stays as it is.</summary>
internal sealed class AccountLimitCommand : RegistryCommandBase
{
    private readonly Argument<string> _account = new("ACCOUNT") { Description = "The account's id" };
    private readonly Argument<string> _asset = new("ASSET") { Description = "The asset's id" };

    private readonly Option<string> _credit = new("--credit")
    {
        Description = "How far the position may go below zero [default: as it is]",
        HelpName = "QUANTITY",
    };

    private readonly Option<string> _ceiling = new("--ceiling")
    {
        Description = "How high the position may rise, or none [default: as it is]",
        HelpName = "QUANTITY",
    };

    public AccountLimitCommand(CliHost host)
        : base(
            host,
            "limit",
            "Sets credit limit and ceiling of one position.",
            "veritas account limit alice-cash USD --credit 10000.00",
            "veritas account limit alice-cash USD --ceiling 500000.00",
            "veritas account limit alice-cash USD --credit 0 --ceiling none --json")
    {
        Arguments.Add(_account);
        Arguments.Add(_asset);
        Options.Add(_credit);
        Options.Add(_ceiling);
    }

    protected override RegistryCommand Build(CommandContext context, LedgerView view, CommandId id, ActorId actor)
    {
        var account = InputText.Account(context.Value(_account));
        var asset = InputText.Asset(context.Value(_asset));
        var scale = ScaleOf(view, asset);
        var credit = context.Value(_credit);
        var ceiling = context.Value(_ceiling);
        var now = view.Positions(account, asset);
        return new SetPositionLimits
        {
            Id = id,
            Actor = actor,
            Account = account,
            Asset = asset,
            CreditLimit = credit is null
                ? now.Count > 0 ? now[0].CreditLimit
                : 0 : InputText.Quantity(credit, scale, "--credit"),
            Ceiling = ceiling is null
                ? (now.Count > 0 ? now[0].Ceiling : null)
                : InputText.QuantityOrNone(ceiling, scale, "--ceiling"),
        };
    }
}
