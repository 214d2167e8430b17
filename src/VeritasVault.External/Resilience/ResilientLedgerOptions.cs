using VeritasVault.Core;

namespace VeritasVault.External;

/// <summary>Bounds of a <see cref="ResilientLedger"/>; checked once when it is made.</summary>
public sealed record ResilientLedgerOptions
{
    /// <summary>Greatest <see cref="AttemptsMax"/>.</summary>
    public const int AttemptsBound = 100;

    /// <summary>Calls made before giving up, the first one included: 1 to 100, by default 4.</summary>
    public int AttemptsMax { get; init; } = 4;

    /// <summary>Longest wait for one answer: 10 ms to 10 minutes, by default 10 s. A call that is not answered by then
    /// counts as <see cref="ForeignFailure.TimedOut"/>, and may have taken effect.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Upper bound of the first wait between two calls; it doubles with each failure: 1 ms to an hour, by
    /// default 200 ms. The wait itself is drawn evenly between zero and the bound (full jitter), so that many callers
    /// who failed together do not come back together.</summary>
    public TimeSpan DelayFirst { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Where the doubling ends: <see cref="DelayFirst"/> to a day, by default 10 s.</summary>
    public TimeSpan DelayMax { get; init; } = TimeSpan.FromSeconds(10);

    internal void Validate()
    {
        Require(AttemptsMax is >= 1 and <= AttemptsBound, nameof(AttemptsMax));
        Require(CallTimeout >= TimeSpan.FromMilliseconds(10) && CallTimeout <= TimeSpan.FromMinutes(10),
            nameof(CallTimeout));
        Require(DelayFirst >= TimeSpan.FromMilliseconds(1) && DelayFirst <= TimeSpan.FromHours(1), nameof(DelayFirst));
        Require(DelayMax >= DelayFirst && DelayMax <= TimeSpan.FromDays(1), nameof(DelayMax));
    }

    /// <summary>The upper bound of the wait after so many failures, counted from 0.</summary>
    internal TimeSpan DelayBound(int failures)
    {
        var ticks = DelayFirst.Ticks;
        for (var i = 0; i < failures && ticks < DelayMax.Ticks; i++)
        {
            ticks *= 2;
        }

        return TimeSpan.FromTicks(Math.Min(ticks, DelayMax.Ticks));
    }

    private static void Require(bool holds, string option)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(option, $"{option} is outside its bounds");
        }
    }
}
