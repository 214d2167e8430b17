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

/// <summary>A word about a lock. Its number and token are told by the answer to whoever acquired it, so the command is
/// made when it is sent.</summary>
/// <param name="Command">The command, but for the lock's number and token.</param>
/// <param name="Acquired">The operation that asked for the lock.</param>
/// <param name="TokensOff">How far the token is off: 0 is the right one.</param>
internal sealed record LockOperation(LockCommand Command, int Acquired, int TokensOff) : Operation
{
    public CommandOperation Of(long number, long token)
    {
        var told = token + TokensOff;
        return new CommandOperation(Command switch
        {
            RenewLock renew => renew with { Lock = number, Token = told },
            UpgradeLock upgrade => upgrade with { Lock = number, Token = told },
            ReleaseLock release => release with { Lock = number, Token = told },
            _ => throw new InvalidOperationException("not about a lock that is held"),
        })
        {
            Index = Index,
        };
    }
}

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
