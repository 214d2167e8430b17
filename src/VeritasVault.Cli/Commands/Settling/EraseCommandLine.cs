using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Erases reference and metadata of a settlement.</summary>
internal sealed class EraseCommandLine(CliHost host) : AboutSettlementCommand(
    host,
    "erase",
    "Erases a settlement's reference and metadata; the ledger keeps their salted hash.",
    "veritas erase 01890a5d-ac96-774b-bcce-b302099a8057",
    "veritas erase 01890a5d-ac96-774b-bcce-b302099a8057 --as alice --json")
{
    protected override LedgerCommand Build(
        CommandContext context, LedgerView view, SettlementId settlement, CommandId id, ActorId actor) =>
        new EraseMetadataCommand { Id = id, Actor = actor, Settlement = settlement };
}
