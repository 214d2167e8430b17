using System.CommandLine;

namespace VeritasVault.Cli;

/// <summary>The client id of a command: repeating a command with its id answers again and changes nothing.</summary>
internal static class CommandIdOption
{
    public static Option<string> Create() => new("--id")
    {
        Description = "The command's own id; a repeat with the same id changes nothing [default: a new one]",
        HelpName = "UUID",
    };

    public static Option<string> Reason() => new("--reason")
    {
        Description = "Why; at most 256 characters",
        HelpName = "TEXT",
        DefaultValueFactory = _ => string.Empty,
    };
}
