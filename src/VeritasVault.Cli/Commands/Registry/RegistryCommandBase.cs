using System.CommandLine;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>A command that gives the ledger one registry command.</summary>
internal abstract class RegistryCommandBase : VeritasCommand
{
    private readonly Option<string> _id = CommandIdOption.Create();

    protected RegistryCommandBase(CliHost host, string name, string description, params string[] examples)
        : base(host, name, description, examples) => Options.Add(_id);

    protected override async Task<int> RunAsync(CommandContext context)
    {
        var id = InputText.CommandOrNew(context.Value(_id));
        await using var ledger = await context.OpenAsync();
        var command = Build(context, ledger.View, id, context.ActorOn(ledger));
        return Report(context, id, await ledger.ExecuteAsync(command));
    }

    /// <summary>Says what came of it.</summary>
    protected virtual int Report(CommandContext context, CommandId id, in Answer answer) =>
        AnswerReport.Registry(context.Output, id, answer);

    protected abstract RegistryCommand Build(CommandContext context, LedgerView view, CommandId id, ActorId actor);

    /// <summary>The scale that a quantity of this asset is read with.</summary>
    protected static int ScaleOf(LedgerView view, AssetId asset) =>
        view.Asset(asset)?.Scale ?? throw CliException.Of(OutcomeCode.AssetUnknown, "asset", asset.Value);
}
