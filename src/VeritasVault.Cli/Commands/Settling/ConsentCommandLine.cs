using System.CommandLine;
using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>Gives a participant's consent.</summary>
internal sealed class ConsentCommandLine : AboutSettlementCommand
{
    private readonly Option<string> _for = ForOption();

    public ConsentCommandLine(CliHost host)
        : base(
            host,
            "consent",
            "Gives a participant's consent to a settlement that waits for it.",
            "veritas consent 01890a5d-ac96-774b-bcce-b302099a8057 --as alice",
            "veritas consent 01890a5d-ac96-774b-bcce-b302099a8057 --for alice",
            "veritas consent 01890a5d-ac96-774b-bcce-b302099a8057 --as alice --json") => Options.Add(_for);

    protected override LedgerCommand Build(
        CommandContext context, SettlementId settlement, CommandId id, ActorId actor) =>
        new ConsentCommand
        {
            Id = id,
            Actor = actor,
            Settlement = settlement,
            OnBehalfOf = OnBehalfOf(context.Value(_for)),
        };

    protected override bool NamesNobody(CommandContext context) => context.Value(_for) is null;
}
