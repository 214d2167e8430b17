using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Simulator.Tests;

/// <summary>What is prepared is told to commit before the decision is durable.</summary>
internal sealed class HastyCommit : CallsPlant
{
    public override void Begin(ForeignRequest request, Action<ForeignReplyCommand> deliver) =>
        Calls.Begin(request, reply =>
        {
            if (reply is { Call: ForeignCall.Prepare, State: ForeignState.Prepared })
            {
                Also(request, ForeignCall.Commit);
            }

            deliver(reply);
        });
}
