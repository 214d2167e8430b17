using System.CommandLine;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Registers an asset.</summary>
internal sealed class AssetAddCommand : RegistryCommandBase
{
    private readonly Argument<string> _asset = new("ASSET") { Description = "The asset's id" };

    private readonly Option<int> _scale = new("--scale")
    {
        Description = "Decimals, 0 to 30; never changes",
        DefaultValueFactory = _ => 2,
    };

    private readonly Option<string> _issuer = new("--issuer")
    {
        Description = "The issuer's account; never changes",
        HelpName = "ACCOUNT",
        Required = true,
    };

    private readonly Option<string> _limit = new("--limit")
    {
        Description = "Most that may be outstanding, as a decimal [default: no limit]",
        HelpName = "QUANTITY",
    };

    public AssetAddCommand(CliHost host)
        : base(
            host,
            "add",
            "Registers an asset.",
            "veritas asset add USD --scale 2 --issuer central-bank",
            "veritas asset add BOND-1 --scale 0 --issuer registrar --limit 1000000",
            "veritas asset add USD --issuer central-bank --json")
    {
        Arguments.Add(_asset);
        Options.Add(_scale);
        Options.Add(_issuer);
        Options.Add(_limit);
    }

    protected override RegistryCommand Build(CommandContext context, LedgerView view, CommandId id, ActorId actor)
    {
        var scale = context.Value(_scale);
        var limit = context.Value(_limit);
        if (limit is not null && scale is < 0 or > Limits.ScaleMax)
        {
            // The core answers for the scale; the limit cannot be read with one that does not exist.
            throw CliException.Of(OutcomeCode.ParameterOutOfRange, "--scale", Words.Of(scale));
        }

        return new RegisterAsset
        {
            Id = id,
            Actor = actor,
            Asset = InputText.Asset(context.Value(_asset)),
            Scale = scale,
            Issuer = InputText.Account(context.Value(_issuer)!, "--issuer"),
            IssuanceLimit = limit is null ? null : InputText.QuantityOrNone(limit, scale, "--limit"),
        };
    }
}
