namespace VeritasVault.Simulator;

/// <summary>What goes wrong in a run.</summary>
internal enum FaultKind
{
    /// <summary>Nothing but what the workload itself brings: restarts, clock steps, little space.</summary>
    None,

    /// <summary>The process dies at a step of the store.</summary>
    Crash,

    /// <summary>It dies again a few steps into its recovery.</summary>
    CrashTwice,

    /// <summary>The store fails at a step and does not know whether it took effect.</summary>
    StateUnknown,

    /// <summary>Writes are refused for want of room from a step on, for a while.</summary>
    NoSpace,
}

/// <summary>One fault at one step of the store.</summary>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Step">At which step, counted from 1 over the whole run.</param>
/// <param name="Repeat">Steps after reopening until the second crash, or writes refused.</param>
internal sealed record FaultPlan(FaultKind Kind, long Step = 0, int Repeat = 0)
{
    public static FaultPlan None { get; } = new(FaultKind.None);

    public override string ToString() => Kind == FaultKind.None ? "no fault" : $"{Kind} at step {Step}";
}
