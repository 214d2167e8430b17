using System.CommandLine;

namespace VeritasVault.Cli;

/// <summary>The file of the key that a participant signs with. Not --key, which is the ledger's on every
/// command.</summary>
internal static class SignWithOption
{
    public static Option<string> Create(bool isRequired) => new("--sign-with")
    {
        Description = "The participant's private key file, as veritas keygen made it",
        HelpName = "FILE",
        Required = isRequired,
    };
}
