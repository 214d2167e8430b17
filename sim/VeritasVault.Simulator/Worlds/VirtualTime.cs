using VeritasVault.Engine;

namespace VeritasVault.Simulator;

/// <summary>The outside's clocks as the simulation turns them.</summary>
internal sealed class VirtualTime(long wallMicros) : ITimeSource
{
    public long WallMicros { get; private set; } = wallMicros;

    public long MonotonicMicros { get; private set; } = 1_000_000;

    /// <summary>Time passes on both clocks.</summary>
    public void Advance(long micros)
    {
        WallMicros += micros;
        MonotonicMicros += micros;
    }

    /// <summary>Somebody sets the wall clock.</summary>
    public void JumpWall(long micros) => WallMicros = Math.Max(1, WallMicros + micros);
}
