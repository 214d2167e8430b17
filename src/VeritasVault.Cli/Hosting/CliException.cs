using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>Ends a command with a message for its user.</summary>
public sealed class CliException : Exception
{
    /// <summary>Ends with an exit code, a name for programs, a sentence for people, and what to do next.</summary>
    public CliException(int exitCode, string code, string message, string next)
        : base(message)
    {
        Exit = exitCode;
        Code = code;
        Next = next;
    }

    /// <summary>The exit code of the program.</summary>
    public int Exit { get; }

    /// <summary>A name in capitals: an outcome code where one fits.</summary>
    public string Code { get; }

    /// <summary>What to do next.</summary>
    public string Next { get; }

    /// <summary>An outcome code that needs no ledger to be known.</summary>
    internal static CliException Of(OutcomeCode code, string field, string value) =>
        new(ExitCode.Of(code), code.Name(), $"{code.Describe().Meaning} {field} is '{value}'.", code.Describe().Cure);
}
