using System.Diagnostics;

namespace VeritasVault.Engine;

/// <summary>The outside's clocks, injected.</summary>
internal interface ITimeSource
{
    /// <summary>Wall-clock time in microseconds since 1970-01-01T00:00:00Z; may jump.</summary>
    long WallMicros { get; }

    /// <summary>Microseconds of a clock that only runs forward, from an arbitrary start.</summary>
    long MonotonicMicros { get; }
}

/// <summary>The machine's clocks.</summary>
internal sealed class SystemTimeSource : ITimeSource
{
    public long WallMicros => (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public long MonotonicMicros => (long)Stopwatch.GetElapsedTime(0).TotalMicroseconds;
}
