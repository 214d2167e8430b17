using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Simulator.Tests;

/// <summary>Whatever an external ledger answers is told as busy, and it is called again.</summary>
internal sealed class EndlessTries : CallsPlant
{
    public override void Begin(ForeignRequest request, Action<ForeignReplyCommand> deliver) =>
        Calls.Begin(request, reply =>
        {
            deliver(reply with { Failure = ForeignFailure.Busy, IsGivenUp = false, Tries = 1 });
            if (reply.Failure == ForeignFailure.None || reply.IsGivenUp)
            {
                Begin(request, deliver);
            }
        });
}
