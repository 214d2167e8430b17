using System.CommandLine;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Takes a lock.</summary>
internal sealed class LockAcquireCommand : LockCommandBase
{
    private readonly Option<string> _account = new("--account")
    {
        Description = "The account; with --asset the position",
        HelpName = "ACCOUNT",
    };

    private readonly Option<string> _asset = new("--asset")
    {
        Description = "The asset; with --account the position",
        HelpName = "ASSET",
    };

    private readonly Option<string> _mode = new("--mode")
    {
        Description = "shared: nobody changes it; exclusive: nobody else holds it either",
        DefaultValueFactory = _ => "exclusive",
    };

    private readonly Option<int> _lease = LockOptions.Lease();

    private readonly Option<string> _reason = new("--reason")
    {
        Description = "Why; shown to whoever is kept out",
        HelpName = "TEXT",
        Required = true,
    };

    public LockAcquireCommand(CliHost host)
        : base(
            host,
            "acquire",
            "Locks an account, an asset or a position for the length of a lease. Answered at once: it never waits.",
            "veritas lock acquire --account alice-cash --asset USD --lease 300 --reason \"month end\"",
            "veritas lock acquire --asset USD --mode shared --lease 60 --reason \"count\"",
            "veritas lock acquire --account alice-cash --reason \"inquiry\" --as alice --json")
    {
        _mode.AcceptOnlyFromAmong("shared", "exclusive");
        Options.Add(_account);
        Options.Add(_asset);
        Options.Add(_mode);
        Options.Add(_lease);
        Options.Add(_reason);
    }

    protected override RegistryCommand Build(CommandContext context, LedgerView view, CommandId id, ActorId actor)
    {
        var account = context.Value(_account);
        var asset = context.Value(_asset);
        return account is null && asset is null
            ? throw new CliException(
                ExitCode.BadInput,
                "USAGE",
                "A lock is on an account, an asset, or the position of both.",
                "Give --account ACCOUNT, --asset ASSET, or both.")
            : new AcquireLock
            {
                Id = id,
                Actor = actor,
                Account = account is null ? default : InputText.Account(account, "--account"),
                Asset = asset is null ? default : InputText.Asset(asset, "--asset"),
                Mode = context.Value(_mode) == "shared" ? LockMode.Shared : LockMode.Exclusive,
                LeaseSeconds = context.Value(_lease),
                Reason = context.Value(_reason)!,
            };
    }
}
