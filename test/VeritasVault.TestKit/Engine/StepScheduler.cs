using VeritasVault.Engine;

namespace VeritasVault.TestKit.Engine;

/// <summary>
/// Runs lanes on the test's own thread, and only when the test says so: in the order they were started, or in an order
/// drawn from a seed. A lane that nobody signalled is not stepped, so a forgotten signal shows as work left undone.
/// </summary>
internal sealed class StepScheduler(int? seed = null) : IScheduler
{
    private const int StepsMax = 2_000_000;

    private readonly List<Entry> _entries = [];
    private readonly Random? _random = seed is { } given ? new Random(given) : null;

    public bool IsDisposed { get; private set; }

    public ILaneSignal Start(ILane lane)
    {
        var entry = new Entry(lane);
        _entries.Add(entry);
        return entry;
    }

    /// <summary>Steps lanes until none of them that was signalled has anything to do.</summary>
    public void Run()
    {
        for (var steps = 0; StepOne(); steps++)
        {
            if (steps > StepsMax)
            {
                throw new InvalidOperationException("the lanes never come to rest");
            }
        }
    }

    /// <summary>Steps one lane until it has nothing to do, whether it was signalled or not.</summary>
    public void Run(string lane)
    {
        var entry = Find(lane);
        while (entry.Lane.Step())
        {
        }

        entry.IsSignalled = false;
    }

    /// <summary>Lets every lane look once more, as if the time it may be left alone were over.</summary>
    public void Wake()
    {
        foreach (var entry in _entries.Where(entry => entry.Lane.IdleAtMost is not null))
        {
            entry.IsSignalled = true;
        }

        Run();
    }

    /// <summary>For how long a lane may be left alone; null means until a signal.</summary>
    public TimeSpan? IdleAtMost(string lane) => Find(lane).Lane.IdleAtMost;

    public void RunUntil(Func<bool> condition)
    {
        while (!condition())
        {
            if (!StepOne())
            {
                throw new InvalidOperationException("the lanes came to rest before the condition held");
            }
        }
    }

    public void Dispose() => IsDisposed = true;

    private Entry Find(string lane) => _entries.Single(entry => entry.Lane.Name == lane);

    public bool StepOne()
    {
        var ready = _entries.Where(entry => entry.IsSignalled).ToArray();
        if (ready.Length == 0)
        {
            return false;
        }

        var entry = ready[_random?.Next(ready.Length) ?? 0];
        entry.IsSignalled = false;
        entry.IsSignalled |= entry.Lane.Step();
        return true;
    }

    private sealed class Entry(ILane lane) : ILaneSignal
    {
        public ILane Lane { get; } = lane;

        public bool IsSignalled { get; set; } = true;

        public void Set() => IsSignalled = true;
    }
}
