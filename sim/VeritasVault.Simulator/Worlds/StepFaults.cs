using VeritasVault.Storage;

namespace VeritasVault.Simulator;

/// <summary>Counts the steps of the store over a whole run, reopenings included, and strikes where the plan
/// says.</summary>
internal sealed class StepFaults(FaultPlan plan, Trace? trace) : IStoreFaults
{
    private long _crashAt = plan.Kind is FaultKind.Crash or FaultKind.CrashTwice ? plan.Step : 0;
    private long _refusals = plan.Kind == FaultKind.NoSpace ? plan.Repeat : 0;
    private bool _failed;

    /// <summary>Steps passed so far.</summary>
    public long Steps { get; private set; }

    /// <summary>The process was killed and nothing of it may reach the store any more.</summary>
    public bool IsCrashed { get; private set; }

    /// <summary>Whether the plan has struck, so that a stop of the engine is its due answer.</summary>
    public bool HasStruck { get; private set; }

    /// <summary>Steps that do not count, because somebody outside the run looks at the store.</summary>
    public bool IsQuiet { get; set; }

    /// <summary>Told of each step before anything happens at it.</summary>
    public Action<StoreStep>? Passed { get; set; }

    public void At(StoreStep step)
    {
        if (IsQuiet)
        {
            return;
        }

        if (IsCrashed)
        {
            throw new SimulatedCrashException();
        }

        Steps++;
        trace?.Add($"store step {Steps} {step}");
        Passed?.Invoke(step);
        if (Steps == _crashAt)
        {
            IsCrashed = true;
            HasStruck = true;
            throw new SimulatedCrashException();
        }

        Strike(step);
    }

    /// <summary>A new process starts; with a second crash planned, that one lies in its own first steps.</summary>
    public void Revive()
    {
        if (IsCrashed)
        {
            IsCrashed = false;
            _crashAt = plan.Kind == FaultKind.CrashTwice && Steps == plan.Step ? Steps + plan.Repeat : 0;
        }
    }

    private void Strike(StoreStep step)
    {
        if (Steps < plan.Step)
        {
            return;
        }

        if (plan.Kind == FaultKind.StateUnknown && !_failed)
        {
            _failed = true;
            HasStruck = true;
            throw new StoreException(StoreFailure.StateUnknown, $"simulated failure at {step}");
        }

        if (_refusals > 0 && step is (StoreStep.CommitStarting or StoreStep.DeriveStarting or StoreStep.FlushStarting))
        {
            _refusals--;
            HasStruck = true;
            throw new StoreException(StoreFailure.NoSpace, $"simulated full disk at {step}");
        }
    }
}
