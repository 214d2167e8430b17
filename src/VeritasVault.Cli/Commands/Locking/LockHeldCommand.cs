using System.CommandLine;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Makes a held lock exclusive, or gives it back.</summary>
internal sealed class LockHeldCommand : LockCommandBase
{
    private readonly bool _releases;
    private readonly Argument<long> _number = LockOptions.Number();
    private readonly Option<long> _token = LockOptions.Token();

    private LockHeldCommand(CliHost host, string name, string description, bool releases)
        : base(
            host,
            name,
            description,
            $"veritas lock {name} 17 --token 3",
            $"veritas lock {name} 17 --token 3 --as alice --json")
    {
        _releases = releases;
        Arguments.Add(_number);
        Options.Add(_token);
    }

    public static LockHeldCommand Upgrade(CliHost host) => new(
        host, "upgrade", "Makes a shared lock exclusive; its token advances.", releases: false);

    public static LockHeldCommand Release(CliHost host) => new(
        host, "release", "Gives a lock back.", releases: true);

    protected override RegistryCommand Build(CommandContext context, LedgerView view, CommandId id, ActorId actor)
    {
        var (number, token) = (context.Value(_number), context.Value(_token));
        return _releases
            ? new ReleaseLock { Id = id, Actor = actor, Lock = number, Token = token }
            : new UpgradeLock { Id = id, Actor = actor, Lock = number, Token = token };
    }

    protected override long NumberOf(CommandContext context) => context.Value(_number);
}
