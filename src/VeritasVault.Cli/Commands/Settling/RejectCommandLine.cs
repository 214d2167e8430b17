using System.CommandLine;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Rejects a settlement.</summary>
internal sealed class RejectCommandLine : AboutSettlementCommand
{
    private readonly Option<string> _for = ForOption();
    private readonly Option<string> _reason = CommandIdOption.Reason();

    public RejectCommandLine(CliHost host)
        : base(
            host,
            "reject",
            "Rejects an undecided settlement for a party to it, which ends it.",
            "veritas reject 01890a5d-ac96-774b-bcce-b302099a8057 --as bob --reason \"wrong price\"",
            "veritas reject 01890a5d-ac96-774b-bcce-b302099a8057 --for bob",
            "veritas reject 01890a5d-ac96-774b-bcce-b302099a8057 --as bob --json")
    {
        Options.Add(_for);
        Options.Add(_reason);
    }

    protected override LedgerCommand Build(
        CommandContext context, LedgerView view, SettlementId settlement, CommandId id, ActorId actor) =>
        new RejectCommand
        {
            Id = id,
            Actor = actor,
            Settlement = settlement,
            OnBehalfOf = OnBehalfOf(context.Value(_for)),
            Reason = context.Value(_reason)!,
        };

    protected override bool NamesNobody(CommandContext context) => context.Value(_for) is null;
}
