using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>
/// Engine time: never falls, and is not fooled. It follows the wall clock as long as that moves like the monotonic one;
/// a step beyond <c>jumpMax</c> is not believed: time goes on by the monotonic clock, and the clock is suspect until
/// the operator confirms it.
/// </summary>
internal sealed class EngineClock
{
    private readonly ITimeSource _source;
    private readonly long _jumpMaxMicros;
    private long _anchorEngine;
    private long _anchorMonotonic;
    private long _last;
    private volatile bool _suspect;
    private volatile bool _confirmed;

    /// <summary>Starts at the last block's time.</summary>
    /// <param name="source">The outside's clocks.</param>
    /// <param name="last">Time of the last block; default for a new ledger.</param>
    /// <param name="jumpMax">Largest believed difference between wall clock and monotonic progress.</param>
    /// <param name="downtimeMax">Largest believed time since the last block at open.</param>
    /// <param name="trusted">Whether the operator confirmed the wall clock beforehand.</param>
    public EngineClock(ITimeSource source, Timestamp last, TimeSpan jumpMax, TimeSpan downtimeMax, bool trusted)
    {
        _source = source;
        _jumpMaxMicros = jumpMax.Ticks / TimeSpan.TicksPerMicrosecond;
        _last = last.Micros;
        _anchorMonotonic = source.MonotonicMicros;
        var wall = source.WallMicros;
        var bound = last.Micros + (downtimeMax.Ticks / TimeSpan.TicksPerMicrosecond);
        var isNew = last.Micros == 0;
        _suspect = !isNew && !trusted && (wall > bound || wall < last.Micros - _jumpMaxMicros);
        _anchorEngine = _suspect ? last.Micros : wall;
    }

    /// <summary>Whether the wall clock is not believed at present.</summary>
    public bool IsSuspect => _suspect;

    /// <summary>Engine time when the lane last asked; from any thread.</summary>
    public Timestamp Last => new(Volatile.Read(ref _last));

    /// <summary>
    /// The operator confirms that the wall clock is right, as of the next reading: engine time jumps forward to it,
    /// or, where it is ahead already, stands still until the wall clock has caught up.
    /// </summary>
    public void Confirm() => _confirmed = true;

    /// <summary>Engine time now; called by one lane only.</summary>
    public Timestamp Now()
    {
        var monotonic = _source.MonotonicMicros;
        var wall = _source.WallMicros;
        if (_confirmed)
        {
            _confirmed = false;
            _suspect = false;
            _anchorEngine = wall;
            _anchorMonotonic = monotonic;
        }

        var expected = _anchorEngine + (monotonic - _anchorMonotonic);
        var believed = !_suspect && Math.Abs(wall - expected) <= _jumpMaxMicros;
        _suspect |= !believed;
        var now = believed ? wall : expected;
        if (believed)
        {
            // Follow a wall clock that is slewed slowly; only sudden steps are not believed.
            _anchorEngine = wall;
            _anchorMonotonic = monotonic;
        }

        Volatile.Write(ref _last, Math.Clamp(now, _last, Timestamp.MicrosMax));
        return new Timestamp(_last);
    }
}
