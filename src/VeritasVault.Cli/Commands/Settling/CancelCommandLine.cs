using System.CommandLine;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Withdraws a settlement.</summary>
internal sealed class CancelCommandLine : AboutSettlementCommand
{
    private readonly Option<string> _reason = CommandIdOption.Reason();

    public CancelCommandLine(CliHost host)
        : base(
            host,
            "cancel",
            "Withdraws an undecided settlement: by its proposer, with all who have consented. Of an id never seen, "
            + "pins it as cancelled.",
            "veritas cancel 01890a5d-ac96-774b-bcce-b302099a8057",
            "veritas cancel 01890a5d-ac96-774b-bcce-b302099a8057 --as alice --reason \"entered twice\"",
            "veritas cancel 01890a5d-ac96-774b-bcce-b302099a8057 --json") => Options.Add(_reason);

    protected override LedgerCommand Build(
        CommandContext context, LedgerView view, SettlementId settlement, CommandId id, ActorId actor) =>
        new CancelCommand { Id = id, Actor = actor, Settlement = settlement, Reason = context.Value(_reason)! };

    protected override void Explain(
        CommandContext context, LedgerView view, SettlementId settlement, in Answer answer)
    {
        if (answer.Code == OutcomeCode.Cancelled && view.Settlement(settlement) is { Request.Legs.Length: 0 })
        {
            context.Output.Note(
                $"No settlement {settlement} was ever submitted: the id is pinned now, a later submission finds it "
                + "cancelled.");
        }
    }
}
