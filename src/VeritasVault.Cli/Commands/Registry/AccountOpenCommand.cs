using System.CommandLine;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Opens an account.</summary>
internal sealed class AccountOpenCommand : RegistryCommandBase
{
    private readonly Argument<string> _account = new("ACCOUNT") { Description = "The account's id" };

    private readonly Option<string> _owner = new("--owner")
    {
        Description = "The participant it belongs to",
        HelpName = "PARTICIPANT",
        Required = true,
    };

    private readonly Option<string> _ledger = new("--ledger")
    {
        Description = "The external ledger that keeps it under the same id [default: this one]",
        HelpName = "LEDGER",
    };

    public AccountOpenCommand(CliHost host)
        : base(
            host,
            "open",
            "Opens an account for a participant.",
            "veritas account open alice-cash --owner alice",
            "veritas account open alice-at-bank --owner alice --ledger bank",
            "veritas account open alice-cash --owner alice --json")
    {
        Arguments.Add(_account);
        Options.Add(_owner);
        Options.Add(_ledger);
    }

    protected override RegistryCommand Build(CommandContext context, LedgerView view, CommandId id, ActorId actor) =>
        new OpenAccount
        {
            Id = id,
            Actor = actor,
            Account = InputText.Account(context.Value(_account)),
            Owner = InputText.Participant(context.Value(_owner)!, "--owner"),
            Ledger = context.Value(_ledger) is { } ledger ? InputText.Ledger(ledger) : default,
        };
}
