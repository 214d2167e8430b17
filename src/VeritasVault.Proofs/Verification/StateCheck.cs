namespace VeritasVault.Proofs;

/// <summary>The states (V13).</summary>
internal static class StateCheck
{
    internal static string? Check(SettlementProof proof, SettlementEntry entry)
    {
        var list = new OpenedList(entry.StateCount);
        foreach (var opened in proof.States)
        {
            if (opened.Statement.VersionAfter < 1)
            {
                return "a version after a settlement is at least 1";
            }

            opened.Statement.Write(list.Writer);
            list.Add(opened.Statement.Position, opened.Path);
        }

        return list.Check(entry.StatesRoot) ?? CheckOrder(proof.States) ?? CheckNames(proof, entry.StateCount);
    }

    /// <summary>Whether both lists are whole and every position is opened.</summary>
    internal static bool IsAllOpen(SettlementProof proof, int stateCount) =>
        OpenedList.IsWhole(proof.Instructions, proof.Transaction.InstructionCount)
        && OpenedList.IsWhole(proof.States, stateCount)
        && proof.States.All(state => state.Opened is not null);

    /// <summary>A text for account and asset: it sorts by account first, for no id holds a zero.</summary>
    internal static string KeyOf(string account, string asset) => account + '\0' + asset;

    private static string? CheckOrder(IReadOnlyList<OpenedState> states)
    {
        var last = "";
        foreach (var state in states)
        {
            if (state.Opened is not { } position)
            {
                continue;
            }

            var key = KeyOf(position.Account, position.Asset);
            if (string.CompareOrdinal(last, key) >= 0)
            {
                return "the states are not in the order of account and asset";
            }

            last = key;
        }

        return null;
    }

    private static string? CheckNames(SettlementProof proof, int stateCount)
    {
        if (!IsAllOpen(proof, stateCount))
        {
            return null;
        }

        var named = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var opened in proof.Instructions.Where(one => one.Statement.Ledger is null))
        {
            var leg = opened.Statement;
            named.Add(KeyOf(leg.DebitAccount, leg.Asset));
            named.Add(KeyOf(leg.CreditAccount, leg.Asset));
        }

        var states = proof.States.Select(state => KeyOf(state.Opened!.Account, state.Opened.Asset));
        return named.SequenceEqual(states, StringComparer.Ordinal)
            ? null
            : "the states are not those of the positions that instructions name";
    }
}
