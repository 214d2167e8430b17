namespace VeritasVault.Engine;

/// <summary>The one switch that stops an engine for good: storage in an unknown state, or a broken invariant.</summary>
internal sealed class EngineStop
{
    private volatile Exception? _reason;

    public bool IsStopped => _reason is not null;

    public Exception? Reason => _reason;

    /// <summary>Told once it has stopped, so that nobody waits for what will not come.</summary>
    public Action? Stopped { get; set; }

    /// <summary>The first reason stays.</summary>
    public void Because(Exception reason)
    {
        Interlocked.CompareExchange(ref _reason, reason, null);
        Stopped?.Invoke();
    }
}
