namespace VeritasVault.Core;

/// <summary>Floors, ceilings and ranges, judged on the net of each position.</summary>
internal static class Resources
{
    // So that two of them and their difference stay within a word.
    private const long WordMax = long.MaxValue / 4;

    // What a position is before its first touch.
    private static readonly Position NoPosition;

    /// <summary>The smallest code that any position breaks, with the first position (in leg order) that breaks
    /// it.</summary>
    public static OutcomeCode FirstShortage(LedgerState state, NetPositions net, out OutcomeDetail? detail)
    {
        var worst = OutcomeCode.None;
        detail = null;
        for (var i = 0; i < net.Count; i++)
        {
            var code = Shortage(state, net[i], out var missing, out var limit);
            if (code != OutcomeCode.None && (worst == OutcomeCode.None || code < worst))
            {
                worst = code;
                detail = Detail(state, net[i], code, missing, limit);
            }
        }

        return worst;
    }

    /// <summary>What stands in the way of one position's net.</summary>
    /// <param name="state">The ledger.</param>
    /// <param name="net">The position and what would happen to it.</param>
    /// <param name="missing">How much more it would need, or by how much it would exceed.</param>
    /// <param name="limit">The bound broken.</param>
    public static OutcomeCode Shortage(LedgerState state, in NetPosition net, out Int128 missing, out Int128 limit)
    {
        missing = 0;
        limit = 0;
        ref readonly var position = ref net.PositionIndex >= 0 ? ref state.Positions.At(net.PositionIndex)
            : ref NoPosition;
        var delta = net.Delta;
        if (IsPlainlyCovered(state, net, position, delta))
        {
            return OutcomeCode.None;
        }

        if (delta < 0)
        {
            var floor = Floor(state, net.AccountIndex, net.AssetIndex, position, out var isIssuer);
            if (floor is { } bound)
            {
                // Written so that nothing overflows: available and bound may lie at opposite ends of the range.
                var room = Distance(bound, position.Available);
                if (room < (UInt128)(-delta))
                {
                    missing = (Int128)((UInt128)(-delta) - room);
                    limit = bound;
                    return isIssuer ? OutcomeCode.IssuanceLimitExceeded : OutcomeCode.InsufficientFunds;
                }
            }
            else if (position.Available < -Int128.MaxValue - delta)
            {
                // The range is symmetric, so that every balance can be negated, shown and entered again.
                missing = -delta - (Int128)Distance(-Int128.MaxValue, position.Available);
                limit = -Int128.MaxValue;
                return OutcomeCode.BalanceOverflow;
            }

            if (position.Reserved > Int128.MaxValue + delta)
            {
                // What is set aside must stay in the range as well.
                missing = position.Reserved - (Int128.MaxValue + delta);
                limit = Int128.MaxValue;
                return OutcomeCode.BalanceOverflow;
            }

            return OutcomeCode.None;
        }

        return Overflow(position, state.Promises.Of(net.AccountIndex, net.AssetIndex), delta, out missing, out limit);
    }

    // Nearly all: no limits, nobody's promises, amounts that fit words. The general rules say the same, at greater
    // length.
    private static bool IsPlainlyCovered(LedgerState state, in NetPosition net, in Position position, Int128 delta)
    {
        unchecked
        {
            var (balance, reserved, change) = ((long)position.Balance, (long)position.Reserved, (long)delta);
            return !position.HasBounds && state.Promises.IsEmpty
                && state.Assets[net.AssetIndex].IssuerIndex != net.AccountIndex
                && balance == position.Balance && reserved == position.Reserved && change == delta
                && balance is >= 0 and <= WordMax && reserved is >= 0 and <= WordMax
                && change is >= -WordMax and <= WordMax
                && balance - reserved + Math.Min(change, 0) >= 0;
        }
    }

    // What is promised to others' settlements counts as if it were there: they must not fail for it later.
    private static OutcomeCode Overflow(
        in Position position, Int128 promised, Int128 delta, out Int128 missing, out Int128 limit)
    {
        limit = position.Ceiling ?? Int128.MaxValue;
        var room = Distance(position.Balance, limit);
        room = room > (UInt128)promised ? room - (UInt128)promised : 0;
        if (room < (UInt128)delta)
        {
            missing = (Int128)((UInt128)delta - room);
            return position.Ceiling is not null ? OutcomeCode.CeilingExceeded : OutcomeCode.BalanceOverflow;
        }

        // Below zero there is room for more than the range can count: the sum of the promises must stay in it as well.
        limit = Int128.MaxValue;
        missing = delta > limit - promised ? delta - (limit - promised) : 0;
        return missing == 0 ? OutcomeCode.None : OutcomeCode.BalanceOverflow;
    }

    /// <summary>The lowest balance a position may have: minus its credit limit, an issuer's minus the issuance limit,
    /// or none.</summary>
    public static Int128? Floor(LedgerState state, int account, int asset, in Position position, out bool isIssuer)
    {
        isIssuer = state.Assets[asset].IssuerIndex == account;
        return isIssuer ? -state.Assets[asset].IssuanceLimit : -position.CreditLimit;
    }

    /// <summary>The same for a position that does not exist yet.</summary>
    public static Int128? FloorAtFirst(LedgerState state, int account, int asset) =>
        Floor(state, account, asset, NoPosition, out _);

    /// <summary>The paired check after booking: floors and ceilings hold for what the record says the balance
    /// becomes.</summary>
    public static bool IsWithinLimits(LedgerState state, in PositionChange change)
    {
        ref readonly var position = ref change.Created ? ref NoPosition : ref state.Positions.At(change.Index);
        var after = change.BalanceBefore + change.Delta;
        var floor = Floor(state, change.AccountIndex, change.AssetIndex, position, out _);
        return after >= -Int128.MaxValue
            && change.FloorAfter == floor
            && (change.Delta >= 0 && change.ReservedDelta <= 0
                || floor is null
                || after - (change.ReservedBefore + change.ReservedDelta) >= floor)
            && (change.Delta <= 0 || position.Ceiling is not { } ceiling || after <= ceiling);
    }

    /// <summary>How far the upper lies above the lower, 0 when it does not; exact over the whole range.</summary>
    private static UInt128 Distance(Int128 lower, Int128 upper) =>
        upper <= lower ? 0 : unchecked((UInt128)upper - (UInt128)lower);

    private static OutcomeDetail Detail(
        LedgerState state, in NetPosition net, OutcomeCode code, Int128 missing, Int128 limit)
    {
        var name = $"{state.Accounts[net.AccountIndex].Id}/{state.Assets[net.AssetIndex].Id}";
        var balance = net.PositionIndex >= 0 ? state.Positions.At(net.PositionIndex).Available : 0;
        var comparison = code == OutcomeCode.CeilingExceeded ? "less" : "more";
        return new OutcomeDetail(
            name,
            SettlementMachine.Text(net.Delta),
            SettlementMachine.Text(limit),
            Current: SettlementMachine.Text(balance),
            Expected: $"{comparison} by {SettlementMachine.Text(missing)}");
    }
}
