using System.Numerics;

namespace VeritasVault.Proofs;

/// <summary>
/// The opened positions (V14). Sums are of numbers without bound: what hostile amounts add up to is no concern here.
/// </summary>
internal static class PositionCheck
{
    internal static string? Check(SettlementProof proof, int stateCount)
    {
        foreach (var opened in proof.States)
        {
            if (opened.Opened is { } position && CheckOne(opened.Statement, position) is { } reason)
            {
                return reason;
            }
        }

        return StateCheck.IsAllOpen(proof, stateCount) ? CheckSums(proof) : null;
    }

    private static string? CheckOne(in StateStatement state, OpenedPosition position)
    {
        var (before, after) = (position.Before, position.After);
        return position.StatementBefore(state).Hash() != state.PreHash ? "a position before has another hash"
            : position.StatementAfter(state).Hash() != state.PostHash ? "a position after has another hash"
            : after.Floor is { } floor && (BigInteger)after.Balance - after.Reserved < floor
                ? "a position is below its floor"
            : state.VersionAfter == 1 && !IsUntouched(before, after) ? "a position that was never touched is not empty"
            : null;
    }

    private static bool IsUntouched(in PositionVersion before, in PositionVersion after) =>
        before.Balance == Int128.Zero && before.Reserved == Int128.Zero && before.Floor == after.Floor;

    private static string? CheckSums(SettlementProof proof)
    {
        var changes = new SortedDictionary<string, BigInteger>(StringComparer.Ordinal);
        foreach (var opened in proof.Instructions.Where(one => one.Statement.Ledger is null))
        {
            var leg = opened.Statement;
            Add(changes, StateCheck.KeyOf(leg.DebitAccount, leg.Asset), -(BigInteger)leg.Quantity);
            Add(changes, StateCheck.KeyOf(leg.CreditAccount, leg.Asset), leg.Quantity);
        }

        // Settled out of a hold, what went out was set aside before; settled at once, nothing was.
        return Follows(proof, changes, isHeld: false) || Follows(proof, changes, isHeld: true)
            ? null
            : "a position after does not follow from the one before and the instructions";
    }

    private static bool Follows(SettlementProof proof, SortedDictionary<string, BigInteger> changes, bool isHeld)
    {
        foreach (var state in proof.States)
        {
            var position = state.Opened!;
            var change = changes[StateCheck.KeyOf(position.Account, position.Asset)];
            var ofHold = isHeld && change < 0 ? change : 0;
            if (position.Before.Reserved + ofHold != position.After.Reserved
                || position.Before.Balance + change != position.After.Balance)
            {
                return false;
            }
        }

        return true;
    }

    private static void Add(SortedDictionary<string, BigInteger> changes, string key, BigInteger change) =>
        changes[key] = changes.GetValueOrDefault(key) + change;
}
