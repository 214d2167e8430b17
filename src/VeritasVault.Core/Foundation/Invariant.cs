using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace VeritasVault.Core;

/// <summary>Checks that stay on in release builds. A broken one is our bug: the engine stops before it
/// writes.</summary>
internal static class Invariant
{
    public static void Holds(
        [DoesNotReturnIf(false)] bool condition,
        [CallerArgumentExpression(nameof(condition))] string? what = null)
    {
        if (!condition)
        {
            Broken(what ?? "?");
        }
    }

    [DoesNotReturn]
    private static void Broken(string what) => throw new InvariantException($"invariant broken: {what}");
}

/// <summary>An invariant of the ledger does not hold: a defect of this software or damaged data. Nothing after it is
/// written.</summary>
public sealed class InvariantException : Exception
{
    /// <summary>Creates the exception.</summary>
    public InvariantException(string message)
        : base(message)
    {
    }
}
