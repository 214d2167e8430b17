using VeritasVault.Core;
using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>What the lanes of one engine share. Everything of the outside in here is injected.</summary>
internal sealed class EngineParts
{
    private long _callbackFaults;
    private volatile bool _rowsLackRoom;

    public required ILedgerStore Store { get; init; }

    public required EngineClock Clock { get; init; }

    public required LedgerOptions Options { get; init; }

    public required IntakeQueue Queue { get; init; }

    public required BlockPool Blocks { get; init; }

    public required DurableBlocks Durable { get; init; }

    public EngineStop Stop { get; } = new();

    public BlockPulse Pulse { get; } = new();

    public LaneSignals Signals { get; } = new();

    public RefusalLog Refusals { get; } = new();

    /// <summary>How often a caller's own code threw when it was handed its answer.</summary>
    public long CallbackFaults => Interlocked.Read(ref _callbackFaults);

    /// <summary>Whether derived rows wait for room; set by the projector, and no reason to take more in.</summary>
    public bool RowsLackRoom
    {
        get => _rowsLackRoom;
        set => _rowsLackRoom = value;
    }

    /// <summary>Whether new commands may be recorded.</summary>
    public bool HasSpace => !_rowsLackRoom && Store.Space == StoreSpace.Enough;

    /// <summary>Why nothing can be recorded now, or null.</summary>
    public OutcomeCode? RefusalToRecord =>
        !CanSign ? OutcomeCode.LedgerReadOnly : HasSpace ? null : OutcomeCode.StorageFull;

    /// <summary>Whether the ledger's signing key was given.</summary>
    public required bool CanSign { get; init; }

    public required WitnessLane Witness { get; init; }

    /// <summary>Whether lanes have threads of their own.</summary>
    public required bool HasThreads { get; init; }

    /// <summary>Hands an item its durable answers.</summary>
    public void Deliver(WorkItem item)
    {
        try
        {
            item.Deliver();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            CallerThrew();
        }

        Queue.Finished();
    }

    /// <summary>Hands an item its one failure.</summary>
    public void Fail(WorkItem item, OutcomeCode code, string because)
    {
        try
        {
            item.Fail(code, because);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            CallerThrew();
        }

        Queue.Finished();
    }

    /// <summary>Tells everybody whose block it was that nobody knows whether it is durable.</summary>
    public void FailWaiters(Block block, string because)
    {
        foreach (var waiter in block.Waiters)
        {
            Fail(waiter, OutcomeCode.OutcomeUnknown, because);
        }
    }

    // Its answer was handed over and stays true; the lane has others to serve, so it only counts.
    private void CallerThrew() => Interlocked.Increment(ref _callbackFaults);
}

/// <summary>How the lanes wake each other; filled when they are started.</summary>
internal sealed class LaneSignals
{
    public ILaneSignal Writer { get; set; } = NoSignal.Instance;

    public ILaneSignal Log { get; set; } = NoSignal.Instance;

    public ILaneSignal Commit { get; set; } = NoSignal.Instance;

    public ILaneSignal Projector { get; set; } = NoSignal.Instance;

    public ILaneSignal Foreign { get; set; } = NoSignal.Instance;

    private sealed class NoSignal : ILaneSignal
    {
        public static readonly NoSignal Instance = new();

        public void Set()
        {
            // Before the lanes run there is nobody to wake: each looks for work when it starts.
        }
    }
}
