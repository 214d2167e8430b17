using System.CommandLine;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Registers an external ledger.</summary>
internal sealed class LedgerAddCommand : RegistryCommandBase
{
    private static readonly LedgerHold[] Holds = Enum.GetValues<LedgerHold>();

    private readonly Argument<string> _ledger = new("LEDGER") { Description = "The external ledger's id" };

    private readonly Option<string> _hold = new("--hold")
    {
        Description = "What it offers between preparing and deciding; never changes",
        Required = true,
    };

    private readonly Option<int?> _seconds = new("--hold-seconds")
    {
        Description = "Of a time-limited hold: for how many seconds at most",
        HelpName = "N",
    };

    public LedgerAddCommand(CliHost host)
        : base(
            host,
            "add",
            "Registers an external ledger, so that accounts can be kept on it and legs be there.",
            "veritas ledger add bank --hold binding",
            "veritas ledger add card-scheme --hold time-limited --hold-seconds 600",
            "veritas ledger add bank --hold compensating --json")
    {
        _hold.AcceptOnlyFromAmong(Array.ConvertAll(Holds, Words.Of));
        Arguments.Add(_ledger);
        Options.Add(_hold);
        Options.Add(_seconds);
    }

    protected override RegistryCommand Build(CommandContext context, LedgerView view, CommandId id, ActorId actor)
    {
        var hold = context.Value(_hold);
        return new RegisterLedger
        {
            Id = id,
            Actor = actor,
            Ledger = InputText.Ledger(context.Value(_ledger)),
            Hold = Array.Find(Holds, one => Words.Of(one) == hold),
            HoldSecondsMax = context.Value(_seconds),
        };
    }
}
