namespace VeritasVault.Engine;

/// <summary>Wakes who waits for the readers' state to move: after each block, and when the engine stops.</summary>
internal sealed class BlockPulse
{
    private TaskCompletionSource? _next;

    /// <summary>Completes with the next pulse. Taken before looking, so that nothing is missed.</summary>
    public Task NextAsync()
    {
        while (true)
        {
            if (Volatile.Read(ref _next) is { } waiting)
            {
#pragma warning disable VSTHRD003 // Nobody starts it: a lane completes it, and blocks for nothing.
                return waiting.Task;
#pragma warning restore VSTHRD003
            }

            Interlocked.CompareExchange(
                ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), null);
        }
    }

    public void Beat() => Interlocked.Exchange(ref _next, null)?.TrySetResult();
}
