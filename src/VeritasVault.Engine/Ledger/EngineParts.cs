using VeritasVault.Core;
using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>What the lanes of one engine share. Everything of the outside in here is injected.</summary>
internal sealed class EngineParts
{
    public required ILedgerStore Store { get; init; }

    public required EngineClock Clock { get; init; }

    public required LedgerOptions Options { get; init; }

    public required IntakeQueue Queue { get; init; }

    public required BlockPool Blocks { get; init; }

    public required DurableBlocks Durable { get; init; }

    public EngineStop Stop { get; } = new();

    public LaneSignals Signals { get; } = new();

    public RefusalLog Refusals { get; } = new();

    /// <summary>Hands an item its durable answers.</summary>
    public void Deliver(WorkItem item)
    {
        item.Deliver();
        Queue.Finished();
    }

    /// <summary>Hands an item its one failure.</summary>
    public void Fail(WorkItem item, OutcomeCode code, string because)
    {
        item.Fail(code, because);
        Queue.Finished();
    }
}

/// <summary>How the lanes wake each other; filled when they are started.</summary>
internal sealed class LaneSignals
{
    public ILaneSignal Writer { get; set; } = NoSignal.Instance;

    public ILaneSignal Commit { get; set; } = NoSignal.Instance;

    public ILaneSignal Projector { get; set; } = NoSignal.Instance;

    private sealed class NoSignal : ILaneSignal
    {
        public static readonly NoSignal Instance = new();

        public void Set()
        {
            // Before the lanes run there is nobody to wake: each looks for work when it starts.
        }
    }
}
