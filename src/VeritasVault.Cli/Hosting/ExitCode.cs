using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>What the exit code of the program says; documented in docs/reference/exit-codes.md.</summary>
internal static class ExitCode
{
    /// <summary>Done, or accepted and waiting.</summary>
    public const int Ok = 0;

    /// <summary>A clear no: the settlement failed, or the audit found a difference.</summary>
    public const int DecidedNo = 1;

    /// <summary>Wrong usage or bad input.</summary>
    public const int BadInput = 2;

    /// <summary>The ledger refused the command; nothing was recorded.</summary>
    public const int Refused = 3;

    /// <summary>The store cannot be used: missing, locked, damaged, of another version, or full.</summary>
    public const int Store = 4;

    /// <summary>The engine stopped; the outcome may be unknown. The same id sent again answers what happened.</summary>
    public const int Engine = 5;

    /// <summary>Interrupted by the user; everything acknowledged is kept.</summary>
    public const int Interrupted = 130;

    /// <summary>The exit code that an answer leads to.</summary>
    public static int Of(OutcomeCode code) =>
        code == OutcomeCode.StorageFull ? Store
        : code is OutcomeCode.OutcomeUnknown or OutcomeCode.EngineStopped ? Engine
        : OfKind(code);

    /// <summary>
    /// Whether the input was at fault whatever the ledger holds: the codes up to PARAMETER_OUT_OF_RANGE.
    /// </summary>
    public static bool IsBadInput(OutcomeCode code) =>
        code is >= OutcomeCode.MalformedInput and <= OutcomeCode.ParameterOutOfRange;

    private static int OfKind(OutcomeCode code) => code.Describe().Kind switch
    {
        OutcomeKind.Open => Ok,
        OutcomeKind.Decided => code.Describe().Category == FailureCategory.None ? Ok : DecidedNo,
        OutcomeKind.Refused => IsBadInput(code) ? BadInput : Refused,
        OutcomeKind.Attempt => Engine,
    };
}
