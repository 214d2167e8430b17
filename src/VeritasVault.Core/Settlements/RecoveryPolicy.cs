namespace VeritasVault.Core;

/// <summary>How persistently a settlement's calls to external ledgers are tried before they wait for the operator: with
/// exponential backoff and full jitter, a wait being drawn between zero and a bound that doubles with each failure.
/// Only failures that may pass are tried again.</summary>
/// <param name="Tries">Calls made before giving up, the first one included: 1 to 100.</param>
/// <param name="DelayMs">Bound of the first wait, in milliseconds: 1 to 3,600,000.</param>
/// <param name="DelayMaxMs">Where the doubling ends, in milliseconds: <paramref name="DelayMs"/> to 86,400,000.</param>
public sealed record RecoveryPolicy(int Tries, int DelayMs, int DelayMaxMs)
{
    /// <summary>Most <see cref="Tries"/>.</summary>
    public const int TriesMax = 100;

    /// <summary>Greatest <see cref="DelayMs"/>: an hour.</summary>
    public const int DelayMsBound = 3_600_000;

    /// <summary>Greatest <see cref="DelayMaxMs"/>: a day.</summary>
    public const int DelayMaxMsBound = 86_400_000;

    /// <summary>The first number out of its bounds, and the bound it breaks; null when all are within.</summary>
    internal (string Field, int Value, int Limit)? OutOfRange() =>
        Tries < 1 ? ("tries", Tries, 1)
        : Tries > TriesMax ? ("tries", Tries, TriesMax)
        : DelayMs < 1 ? ("delayMs", DelayMs, 1)
        : DelayMs > DelayMsBound ? ("delayMs", DelayMs, DelayMsBound)
        : DelayMaxMs < DelayMs ? ("delayMaxMs", DelayMaxMs, DelayMs)
        : DelayMaxMs > DelayMaxMsBound ? ("delayMaxMs", DelayMaxMs, DelayMaxMsBound)
        : null;
}
