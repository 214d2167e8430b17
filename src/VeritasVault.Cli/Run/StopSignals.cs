using System.Runtime.InteropServices;

namespace VeritasVault.Cli;

/// <summary>
/// Turns the first Ctrl-C (or SIGTERM) into a wish to stop, which the command follows when what is in flight is
/// durable; the second one ends the process at once, which loses nothing acknowledged either.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly List<PosixSignalRegistration> _registrations = [];

    public StopSignals(CommandContext context)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(context.Stop);
        if (!context.Io.ListenToSignals)
        {
            return;
        }

        foreach (var signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGINT, PosixSignal.SIGTERM])
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, signalled =>
            {
                signalled.Cancel = !_stop.IsCancellationRequested;
                _stop.Cancel();
            }));
        }
    }

    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _stop.Dispose();
    }
}
