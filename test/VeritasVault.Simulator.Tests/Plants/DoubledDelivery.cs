using VeritasVault.Core;

namespace VeritasVault.Simulator.Tests;

/// <summary>Every so often an answer is delivered twice.</summary>
internal sealed class DoubledDelivery : Plant
{
    private int _deliveries;

    public override void Deliver(Answer[] answers, Action<Answer[]> deliver)
    {
        deliver(answers);
        if (++_deliveries % 20 == 0)
        {
            deliver(answers);
        }
    }
}
