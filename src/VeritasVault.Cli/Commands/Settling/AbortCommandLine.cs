using System.CommandLine;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Gives a settlement up.</summary>
internal sealed class AbortCommandLine : AboutSettlementCommand
{
    private readonly Option<string> _reason = CommandIdOption.Reason();

    public AbortCommandLine(CliHost host)
        : base(
            host,
            "abort",
            "Gives up an undecided settlement that cannot go on and undoes what was done for it: the operator's word.",
            "veritas abort 01890a5d-ac96-774b-bcce-b302099a8057 --reason \"the bank is closed\"",
            "veritas abort 01890a5d-ac96-774b-bcce-b302099a8057 --json") => Options.Add(_reason);

    protected override LedgerCommand Build(
        CommandContext context, LedgerView view, SettlementId settlement, CommandId id, ActorId actor) =>
        new AbortCommand { Id = id, Actor = actor, Settlement = settlement, Reason = context.Value(_reason)! };
}
