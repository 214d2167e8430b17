using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Simulator.Tests;

/// <summary>A call that is never made is answered as if it had been carried out.</summary>
internal sealed class EmptyPromise(ForeignCall call, ForeignState says) : CallsPlant
{
    public override void Begin(ForeignRequest request, Action<ForeignReplyCommand> deliver)
    {
        var key = request.Key;
        if (key.Call != call)
        {
            Calls.Begin(request, deliver);
            return;
        }

        deliver(new ForeignReplyCommand(key.Settlement, key.Attempt, key.Operation, key.Call) { State = says });
    }
}
