using System.CommandLine;

namespace VeritasVault.Cli;

/// <summary>The options that every command takes.</summary>
internal sealed class GlobalOptions
{
    public Option<string> Store { get; } = new("--store")
    {
        Description = "The ledger's directory [default: $VERITAS_STORE or ./ledger]",
        HelpName = "DIR",
        Recursive = true,
    };

    public Option<string> Key { get; } = new("--key")
    {
        Description = "The file of the ledger's signing key [default: the store's directory with .key]",
        HelpName = "FILE",
        Recursive = true,
    };

    public Option<string> Witness { get; } = new("--witness")
    {
        Description = "Where the last checkpoint is remembered [default: the store's directory with .witness]",
        HelpName = "FILE",
        Recursive = true,
    };

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Print one JSON object a line instead of tables",
        Recursive = true,
    };

    public Option<string> As { get; } = new("--as")
    {
        Description = "Who gives the command: the actor local:NAME [default: the ledger's operator]",
        HelpName = "NAME",
        Recursive = true,
    };

    public Option<bool> TrustClock { get; } = new("--trust-clock")
    {
        Description = "Confirm that the clock is right although it is far ahead of the ledger's last block",
        Recursive = true,
    };

    public void AddTo(Command root)
    {
        root.Options.Add(Store);
        root.Options.Add(Key);
        root.Options.Add(Witness);
        root.Options.Add(Json);
        root.Options.Add(As);
        root.Options.Add(TrustClock);
    }
}
