using System.CommandLine;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Puts a party's side of a settlement on hold, or releases it.</summary>
internal sealed class HoldCommandLine : AboutSettlementCommand
{
    private readonly bool _holds;
    private readonly Option<string> _for = ForOption();

    private HoldCommandLine(CliHost host, string name, string description, bool holds)
        : base(
            host,
            name,
            description,
            $"veritas {name} 01890a5d-ac96-774b-bcce-b302099a8057 --as alice",
            $"veritas {name} 01890a5d-ac96-774b-bcce-b302099a8057 --for alice",
            $"veritas {name} 01890a5d-ac96-774b-bcce-b302099a8057 --as alice --json")
    {
        _holds = holds;
        Options.Add(_for);
    }

    public static HoldCommandLine Hold(CliHost host) => new(
        host, "hold", "Puts a party's side on hold: the settlement waits until it is released.", holds: true);

    public static HoldCommandLine Release(CliHost host) => new(
        host, "release", "Releases a party's side that was put on hold.", holds: false);

    protected override LedgerCommand Build(
        CommandContext context, LedgerView view, SettlementId settlement, CommandId id, ActorId actor)
    {
        var side = OnBehalfOf(context.Value(_for));
        return _holds
            ? new HoldCommand { Id = id, Actor = actor, Settlement = settlement, OnBehalfOf = side }
            : new ReleaseCommand { Id = id, Actor = actor, Settlement = settlement, OnBehalfOf = side };
    }

    protected override bool NamesNobody(CommandContext context) => context.Value(_for) is null;
}
