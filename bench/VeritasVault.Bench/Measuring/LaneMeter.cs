using VeritasVault.Engine;

namespace VeritasVault.Bench;

/// <summary>What a lane took so far.</summary>
/// <param name="Cpu">Processor time; zero where the system does not tell it for a thread.</param>
/// <param name="AllocatedBytes">Memory of the managed heap.</param>
internal readonly record struct LaneCost(TimeSpan Cpu, long AllocatedBytes)
{
    public static LaneCost operator +(LaneCost a, LaneCost b) =>
        new(a.Cpu + b.Cpu, a.AllocatedBytes + b.AllocatedBytes);

    public static LaneCost operator -(LaneCost a, LaneCost b) =>
        new(a.Cpu - b.Cpu, a.AllocatedBytes - b.AllocatedBytes);
}

/// <summary>Looks at the lanes of an engine, step by step, as they run on their own threads. Nothing else is different
/// from a ledger that nobody measures.</summary>
internal sealed class LaneMeter(IScheduler threads) : IScheduler
{
    /// <summary>The lanes that work for every settlement.</summary>
    public static readonly string[] Names = ["writer", "log", "commit", "projector"];

    private readonly List<MeteredLane> _lanes = [];

    public bool HasThreads => threads.HasThreads;

    public ILaneSignal Start(ILane lane)
    {
        var metered = new MeteredLane(lane);
        _lanes.Add(metered);
        return threads.Start(metered);
    }

    public void RunUntil(Func<bool> condition) => threads.RunUntil(condition);

    public void Dispose() => threads.Dispose();

    /// <summary>What each of <see cref="Names"/> took so far, up to its last step.</summary>
    public LaneCost[] Read() => Array.ConvertAll(Names, name => _lanes.Find(lane => lane.Name == name)!.Cost);

    private sealed class MeteredLane(ILane lane) : ILane
    {
        // Held for the whole of a step: answers leave in the middle of one, and who reads then must wait for its end.
        private readonly Lock _step = new();
        private LaneCost _cost;

        public string Name => lane.Name;

        public TimeSpan? IdleAtMost => lane.IdleAtMost;

        public LaneCost Cost
        {
            get
            {
                lock (_step)
                {
                    return _cost;
                }
            }
        }

        public bool Step()
        {
            lock (_step)
            {
                var before = OfThisThread();
                var worked = lane.Step();
                _cost += OfThisThread() - before;
                return worked;
            }
        }

        private static LaneCost OfThisThread() => new(ThreadTime.Now, GC.GetAllocatedBytesForCurrentThread());
    }
}
