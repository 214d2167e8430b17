using System.CommandLine;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Begins a lease anew.</summary>
internal sealed class LockRenewCommand : LockCommandBase
{
    private readonly Argument<long> _number = LockOptions.Number();
    private readonly Option<long> _token = LockOptions.Token();
    private readonly Option<int> _lease = LockOptions.Lease();

    public LockRenewCommand(CliHost host)
        : base(
            host,
            "renew",
            "Begins the lease of a held lock anew; its token stays.",
            "veritas lock renew 17 --token 3 --lease 300",
            "veritas lock renew 17 --token 3 --as alice --json")
    {
        Arguments.Add(_number);
        Options.Add(_token);
        Options.Add(_lease);
    }

    protected override RegistryCommand Build(CommandContext context, LedgerView view, CommandId id, ActorId actor) =>
        new RenewLock
        {
            Id = id,
            Actor = actor,
            Lock = context.Value(_number),
            Token = context.Value(_token),
            LeaseSeconds = context.Value(_lease),
        };

    protected override long NumberOf(CommandContext context) => context.Value(_number);
}
