using System.CommandLine;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Changes an asset's issuance limit.</summary>
internal sealed class AssetLimitCommand : RegistryCommandBase
{
    private readonly Argument<string> _asset = new("ASSET") { Description = "The asset's id" };
    private readonly Argument<string> _limit = new("QUANTITY") { Description = "The new limit as a decimal, or none" };

    public AssetLimitCommand(CliHost host)
        : base(
            host,
            "limit",
            "Changes how much of an asset may be outstanding.",
            "veritas asset limit USD 5000000.00",
            "veritas asset limit USD none",
            "veritas asset limit BOND-1 2000000 --json")
    {
        Arguments.Add(_asset);
        Arguments.Add(_limit);
    }

    protected override RegistryCommand Build(CommandContext context, LedgerView view, CommandId id, ActorId actor)
    {
        var asset = InputText.Asset(context.Value(_asset));
        return new SetIssuanceLimit
        {
            Id = id,
            Actor = actor,
            Asset = asset,
            IssuanceLimit = InputText.QuantityOrNone(context.Value(_limit), ScaleOf(view, asset), "quantity"),
        };
    }
}
