namespace VeritasVault.Proofs;

/// <summary>
/// What time it is, for judging the times that witnesses state. All in seconds; the library reads no clock.
/// </summary>
/// <param name="NowSeconds">Seconds since 1970-01-01T00:00:00Z; null when the future is not to be judged.</param>
/// <param name="SkewSeconds">How far a witness may be ahead; from 0.</param>
/// <param name="AgeSecondsMax">How old a cosignature may be; null for any age. Needs a now.</param>
public sealed record WitnessClock(long? NowSeconds, long SkewSeconds = 0, long? AgeSecondsMax = null)
{
    /// <summary>Judges neither future nor age.</summary>
    public static WitnessClock None { get; } = new((long?)null);

    internal bool IsInTheFuture(long timeSeconds) =>
        NowSeconds is { } now && (Int128)timeSeconds > (Int128)now + SkewSeconds;

    internal bool IsTooOld(long timeSeconds) =>
        NowSeconds is { } now && AgeSecondsMax is { } age && (Int128)timeSeconds + age < now;
}
