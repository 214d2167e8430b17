using System.CommandLine;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Freezes, thaws or closes an account.</summary>
internal sealed class AccountStatusCommand : RegistryCommandBase
{
    private readonly AccountStatus _status;
    private readonly Argument<string> _account = new("ACCOUNT") { Description = "The account's id" };
    private readonly Option<string> _reason = CommandIdOption.Reason();

    private AccountStatusCommand(CliHost host, string name, string description, AccountStatus status)
        : base(
            host,
            name,
            description,
            $"veritas account {name} alice-cash",
            $"veritas account {name} alice-cash --reason \"asked by the owner\"",
            $"veritas account {name} alice-cash --json")
    {
        _status = status;
        Arguments.Add(_account);
        Options.Add(_reason);
    }

    public static AccountStatusCommand Freeze(CliHost host) => new(
        host,
        "freeze",
        "Freezes an account: new settlements that name it fail, waiting ones wait.",
        AccountStatus.Frozen);

    public static AccountStatusCommand Thaw(CliHost host) => new(
        host, "thaw", "Thaws a frozen account; what waited for it is tried again.", AccountStatus.Open);

    public static AccountStatusCommand Close(CliHost host) => new(
        host, "close", "Closes an empty account for good.", AccountStatus.Closed);

    protected override RegistryCommand Build(CommandContext context, LedgerView view, CommandId id, ActorId actor) =>
        new SetAccountStatus
        {
            Id = id,
            Actor = actor,
            Account = InputText.Account(context.Value(_account)),
            Status = _status,
            Reason = context.Value(_reason)!,
        };
}
