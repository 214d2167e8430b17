using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Simulator.Tests;

/// <summary>What is decided to settle is aborted all the same, when telling so fails.</summary>
internal sealed class SecondThoughts : CallsPlant
{
    public override void Begin(ForeignRequest request, Action<ForeignReplyCommand> deliver) =>
        Calls.Begin(request, reply =>
        {
            if (reply.Call == ForeignCall.Commit && reply.Failure != ForeignFailure.None)
            {
                Also(request, ForeignCall.Abort);
            }

            deliver(reply);
        });
}
