using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Simulator.Tests;

/// <summary>An earlier answer about the settlement is taken for the one that is waited for.</summary>
internal sealed class OldReplyBelieved : CallsPlant
{
    private readonly Dictionary<SettlementId, ForeignReplyCommand> _heard = [];

    public override void Begin(ForeignRequest request, Action<ForeignReplyCommand> deliver)
    {
        var key = request.Key;
        if (key.Call == ForeignCall.Prepare && _heard.TryGetValue(key.Settlement, out var earlier))
        {
            deliver(earlier with { Attempt = key.Attempt, Operation = key.Operation });
            return;
        }

        Calls.Begin(request, reply =>
        {
            if (reply is { Call: ForeignCall.Prepare, State: ForeignState.Prepared })
            {
                _heard[reply.Settlement] = reply;
            }

            deliver(reply);
        });
    }
}
