using VeritasVault.Core;

namespace VeritasVault.Simulator.Tests;

/// <summary>Every so often an answer is lost on its way.</summary>
internal sealed class LostAnswer : Plant
{
    private int _deliveries;

    public override void Deliver(Answer[] answers, Action<Answer[]> deliver)
    {
        if (++_deliveries % 30 != 0)
        {
            deliver(answers);
        }
    }
}
