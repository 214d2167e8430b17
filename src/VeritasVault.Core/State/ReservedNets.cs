namespace VeritasVault.Core;

/// <summary>What a settlement holds when it is reserved: its net, position by position in the order of its
/// legs.</summary>
internal static class ReservedNets
{
    public static ReservedNet[] Of(LedgerState state, SettlementRequest request)
    {
        var net = NetOf(state, request);
        var reserved = new ReservedNet[net.Count];
        for (var i = 0; i < reserved.Length; i++)
        {
            reserved[i] = new ReservedNet(net[i].AccountIndex, net[i].AssetIndex, net[i].Delta);
        }

        return reserved;
    }

    /// <summary>The locks it takes with it.</summary>
    public static LockClaim[] ClaimsOf(LedgerState state, SettlementRequest request)
    {
        var claims = SettlementClaims.Of(NetOf(state, request), request.Terms.Isolation);
        LockClaim.MakeCanonical(claims);
        return [.. claims];
    }

    private static NetPositions NetOf(LedgerState state, SettlementRequest request)
    {
        var record = new SettlementRecord();
        record.Reset(Cause.Resume, request.Id, LedgerRecord.Engine, default);
        record.Resolve(request, state);
        var net = new NetPositions();
        net.Compute(state, record);
        return net;
    }
}
