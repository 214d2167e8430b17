using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.TestKit.Engine;

/// <summary>Clocks that stand still until a test moves them.</summary>
internal sealed class ManualTime : ITimeSource
{
    private long _wall;
    private long _monotonic = 1_000;

    public ManualTime(string start = "2026-01-05T09:00:00Z") => Set(start);

    public long WallMicros => Interlocked.Read(ref _wall);

    public long MonotonicMicros => Interlocked.Read(ref _monotonic);

    public Timestamp Now => new(WallMicros);

    /// <summary>Time passes: both clocks run.</summary>
    public void Pass(TimeSpan time)
    {
        var micros = time.Ticks / TimeSpan.TicksPerMicrosecond;
        Interlocked.Add(ref _wall, micros);
        Interlocked.Add(ref _monotonic, micros);
    }

    /// <summary>Somebody sets the wall clock; the monotonic one knows nothing of it.</summary>
    public void StepWall(TimeSpan step) => Interlocked.Add(ref _wall, step.Ticks / TimeSpan.TicksPerMicrosecond);

    public Timestamp In(TimeSpan time) => new(WallMicros + (time.Ticks / TimeSpan.TicksPerMicrosecond));

    private void Set(string text)
    {
        if (!Timestamp.TryParse(text, out var start))
        {
            throw new FormatException(text);
        }

        Interlocked.Exchange(ref _wall, start.Micros);
    }
}
