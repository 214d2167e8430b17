using System.CommandLine;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>One call of a command: its arguments, its output, and the way to the ledger.</summary>
internal sealed class CommandContext
{
    private readonly ParseResult _parsed;

    public CommandContext(ParseResult parsed, CliHost host, CancellationToken stop)
    {
        _parsed = parsed;
        Io = host.Io;
        Stop = stop;
        Output = new CliOutput(host.Io, parsed.GetValue(host.Options.Json));
        StoreGiven = parsed.GetValue(host.Options.Store);
        var variable = host.Io.Variable("VERITAS_STORE");
        StoreDirectory = StoreGiven ?? (string.IsNullOrEmpty(variable) ? "./ledger" : variable);
        var beside = Path.TrimEndingDirectorySeparator(StoreDirectory);
        KeyFile = parsed.GetValue(host.Options.Key) ?? beside + ".key";
        WitnessFile = parsed.GetValue(host.Options.Witness) ?? beside + ".witness";
        ActorName = parsed.GetValue(host.Options.As);
        TrustClock = parsed.GetValue(host.Options.TrustClock);
    }

    public CliIo Io { get; }

    public CliOutput Output { get; }

    public CancellationToken Stop { get; }

    /// <summary>The directory named on the command line; null when it was not.</summary>
    public string? StoreGiven { get; }

    public string StoreDirectory { get; }

    /// <summary>The file of the ledger's signing key: beside its directory, so that a copy of the store is not a copy
    /// of the
    /// key.</summary>
    public string KeyFile { get; }

    /// <summary>Where a rotation makes the next key, until the ledger has it.</summary>
    public string NextKeyFile => KeyFile + ".next";

    /// <summary>The file of the witness mark: beside the ledger's directory, so that an old copy of it does not bring
    /// an old
    /// mark.</summary>
    public string WitnessFile { get; }

    /// <summary>The name given with --as; null means the ledger's operator.</summary>
    public string? ActorName { get; }

    public bool TrustClock { get; }

    public T? Value<T>(Option<T> option) => _parsed.GetValue(option);

    /// <summary>The argument; null for an optional one that was left out.</summary>
    public T Value<T>(Argument<T> argument) => _parsed.GetValue(argument)!;

    /// <summary>Opens the ledger that is there; it is an error when there is none.</summary>
    public Task<SettlementLedger> OpenAsync() => LedgerAccess.OpenAsync(this, create: null);

    public ActorId ActorOn(SettlementLedger ledger) =>
        ActorName is null ? ledger.View.Operator : InputText.Actor(ActorName);
}
