using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Simulator.Tests;

/// <summary>A settlement that has ended keeps its lock.</summary>
internal sealed class StaleLock : Plant
{
    public override void BeforeTheEnd(LedgerEngine engine)
    {
        var state = engine.Projection.State;
        if (state.Positions.Count > 0)
        {
            var position = state.Positions.At(0);
            var claim = new LockClaim(
                Resource.Position(position.AccountIndex, position.AssetIndex), LockMode.Escrow);
            state.Locks.Grant(LockOwner.Settlement(state.NextRecordNo - 1), [claim]);
        }
    }
}
