namespace VeritasVault.Core;

/// <summary>The locks a settlement takes when it is reserved: one on each position it changes, escrow or
/// exclusive.</summary>
internal static class SettlementClaims
{
    public static List<LockClaim> Of(NetPositions net, Isolation isolation)
    {
        var mode = isolation == Isolation.Exclusive ? LockMode.Exclusive : LockMode.Escrow;
        var claims = new List<LockClaim>(net.Count);
        for (var i = 0; i < net.Count; i++)
        {
            claims.Add(new LockClaim(Resource.Position(net[i].AccountIndex, net[i].AssetIndex), mode));
        }

        return claims;
    }

    public static LockRequest RequestOf(long sequence, int wounds, List<LockClaim> claims) => new(
        LockOwner.Settlement(sequence), wounds >= Limits.WoundsMax ? LockRequest.Oldest : sequence, claims);
}

/// <summary>What the arbiter must know of settlements, from the state.</summary>
internal sealed class SettlementRanks(LedgerState state) : ILockRanks
{
    public long AgeOf(LockOwner settlement) =>
        state.Open.Find(settlement.Number) is { } open && open.Wounds >= Limits.WoundsMax
            ? LockRequest.Oldest
            : settlement.Number;

    public bool IsWoundable(LockOwner settlement) => state.Open.Find(settlement.Number) is { IsWoundable: true };
}
