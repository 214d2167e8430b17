using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Lets what is stuck be tried again.</summary>
internal sealed class ResumeCommandLine(CliHost host) : AboutSettlementCommand(
    host,
    "resume",
    "Retries the operation of an external ledger that a settlement is stuck at: the operator's word.",
    "veritas resume 01890a5d-ac96-774b-bcce-b302099a8057",
    "veritas resume 01890a5d-ac96-774b-bcce-b302099a8057 --json")
{
    protected override LedgerCommand Build(
        CommandContext context, LedgerView view, SettlementId settlement, CommandId id, ActorId actor) =>
        new RetryCommand { Id = id, Actor = actor, Settlement = settlement };
}
