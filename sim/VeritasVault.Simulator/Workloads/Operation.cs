using VeritasVault.Core;

namespace VeritasVault.Simulator;

/// <summary>One thing that clients or the surroundings do, fixed before the run and independent of its
/// course.</summary>
internal abstract record Operation
{
    /// <summary>Its place in the workload.</summary>
    public int Index { get; init; }
}

/// <summary>Settlements of one actor, submitted together.</summary>
internal sealed record SubmitOperation(SettlementRequest[] Requests, ActorId Actor) : Operation;

/// <summary>Any other command.</summary>
internal sealed record CommandOperation(LedgerCommand Command) : Operation;

/// <summary>A settlement that is only tried out.</summary>
internal sealed record DryRunOperation(SettlementRequest Request, ActorId Actor) : Operation;

/// <summary>Something the surroundings do.</summary>
internal sealed record WorldOperation(WorldChange Change, long Micros = 0) : Operation;

/// <summary>What the surroundings do.</summary>
internal enum WorldChange
{
    /// <summary>The wall clock is set.</summary>
    WallClockJumps,

    /// <summary>The operator confirms the wall clock.</summary>
    ClockConfirmed,

    /// <summary>The disk runs low for a while.</summary>
    SpaceRunsLow,

    /// <summary>There is room again.</summary>
    SpaceReturns,

    /// <summary>The ledger is closed in order and opened again.</summary>
    Restart,

    /// <summary>Nobody does anything for a while.</summary>
    Pause,
}
