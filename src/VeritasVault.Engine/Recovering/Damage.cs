using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>How damaged or forged data shows when it is read and applied.</summary>
internal static class Damage
{
    /// <summary>
    /// Whether an exception says that stored data contradicts itself: it breaks its format, an invariant, a range, or
    /// names what does not exist. Failures of the environment are <see cref="Storage.StoreException"/> and not meant.
    /// </summary>
    public static bool ShowsIn(Exception error) => error
        is RecordFormatException
        or InvariantException
        or ArithmeticException
        or ArgumentException
        or IndexOutOfRangeException
        or KeyNotFoundException
        or FormatException
        or Proofs.ProofFormatException;
}
