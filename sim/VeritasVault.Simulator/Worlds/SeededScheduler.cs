using VeritasVault.Engine;

namespace VeritasVault.Simulator;

/// <summary>
/// Steps all lanes of one engine on one thread in an order drawn from the seed. A lane that found nothing to do
/// sleeps, as
/// its thread would, until it is signalled or its own time comes: so a signal the engine forgets shows as a hang.
/// </summary>
internal sealed class SeededScheduler(SeededRandom random, VirtualTime time, Func<bool> isDead) : IScheduler
{
    private readonly List<Seat> _seats = [];
    private readonly List<Seat> _ready = [];

    /// <summary>When the first sleeping lane wakes by itself, on the monotonic clock; null when none does.</summary>
    public long? NextDue => _seats.Min(seat => seat.DueAt);

    public bool HasReady => _seats.Exists(IsReady);

    public ILaneSignal Start(ILane lane)
    {
        var seat = new Seat(lane);
        _seats.Add(seat);
        return seat;
    }

    /// <summary>Steps one of the lanes that are awake; says which, or null when all sleep.</summary>
    public string? TryStep()
    {
        _ready.Clear();
        foreach (var seat in _seats)
        {
            if (IsReady(seat))
            {
                _ready.Add(seat);
            }
        }

        if (_ready.Count == 0)
        {
            return null;
        }

        var chosen = random.Pick(_ready);
        chosen.Step(time.MonotonicMicros);
        return chosen.Name;
    }

    public void RunUntil(Func<bool> condition)
    {
        while (!condition())
        {
            time.Advance(1);
            var stepped = TryStep();
            if (isDead())
            {
                throw new SimulatedCrashException();
            }

            if (stepped is null)
            {
                var due = NextDue
                    ?? throw new InvalidOperationException("all lanes sleep, and what is waited for never comes");
                time.Advance(Math.Max(1, due - time.MonotonicMicros));
            }
        }
    }

    public void Dispose() => _seats.Clear();

    private bool IsReady(Seat seat) => seat.IsAwake || seat.DueAt <= time.MonotonicMicros;

    private sealed class Seat(ILane lane) : ILaneSignal
    {
        private bool _signalled;

        public string Name => lane.Name;

        public bool IsAwake { get; private set; } = true;

        public long? DueAt { get; private set; }

        public void Set()
        {
            _signalled = true;
            IsAwake = true;
        }

        public void Step(long now)
        {
            // A signal given to a sleeping lane is used up by waking it; one given while it steps wakes it once more.
            _signalled = false;
            DueAt = null;
            if (lane.Step() || _signalled)
            {
                IsAwake = true;
                return;
            }

            IsAwake = false;
            DueAt = lane.IdleAtMost is { } idle ? now + (idle.Ticks / TimeSpan.TicksPerMicrosecond) : null;
        }
    }
}
