using VeritasVault.Engine;

namespace VeritasVault.Simulator.Tests;

/// <summary>What was rolled back gives its reservation back but for one unit.</summary>
internal sealed class KeptReservation : Plant
{
    public override void BeforeTheEnd(LedgerEngine engine)
    {
        var state = engine.Projection.State;
        for (var i = 0; i < state.Positions.Count; i++)
        {
            ref var position = ref state.Positions.At(i);
            if (position.Balance > 0)
            {
                position.Reserved++;
                return;
            }
        }
    }
}
