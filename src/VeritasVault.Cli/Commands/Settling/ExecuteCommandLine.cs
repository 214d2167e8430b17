using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Settles what is prepared.</summary>
internal sealed class ExecuteCommandLine(CliHost host) : AboutSettlementCommand(
    host,
    "execute",
    "Settles a prepared settlement, all of it at once: by its proposer or the operator.",
    "veritas execute 01890a5d-ac96-774b-bcce-b302099a8057",
    "veritas execute 01890a5d-ac96-774b-bcce-b302099a8057 --as alice --json")
{
    protected override LedgerCommand Build(
        CommandContext context, LedgerView view, SettlementId settlement, CommandId id, ActorId actor) =>
        new ExecuteCommand { Id = id, Actor = actor, Settlement = settlement };
}
