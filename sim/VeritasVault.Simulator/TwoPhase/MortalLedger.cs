using System.Diagnostics;
using VeritasVault.External;

namespace VeritasVault.Simulator.TwoPhase;

/// <summary>
/// The way to the bank on which this process dies with signal 9: right before or right after its n-th call, when the
/// bank knows what we do not. 0 lives.
/// </summary>
internal sealed class MortalLedger(IExternalLedger inner, int diesAt) : IExternalLedger
{
    private int _moments;

    public LedgerCapabilities Capabilities => inner.Capabilities;

    public Task<ForeignReply> PrepareAsync(ForeignOperation operation, CancellationToken cancellationToken) =>
        PassAsync(() => inner.PrepareAsync(operation, cancellationToken));

    public Task<ForeignReply> CommitAsync(ForeignOperation operation, CancellationToken cancellationToken) =>
        PassAsync(() => inner.CommitAsync(operation, cancellationToken));

    public Task<ForeignReply> AbortAsync(ForeignOperation operation, CancellationToken cancellationToken) =>
        PassAsync(() => inner.AbortAsync(operation, cancellationToken));

    public Task<ForeignReply> QueryAsync(OperationId id, CancellationToken cancellationToken) =>
        PassAsync(() => inner.QueryAsync(id, cancellationToken));

    private async Task<ForeignReply> PassAsync(Func<Task<ForeignReply>> call)
    {
        Pass();
        var reply = await call();
        Pass();
        return reply;
    }

    private void Pass()
    {
        if (Interlocked.Increment(ref _moments) == diesAt)
        {
            Process.GetCurrentProcess().Kill();
        }
    }
}
