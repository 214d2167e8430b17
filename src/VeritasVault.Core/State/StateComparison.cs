namespace VeritasVault.Core;

/// <summary>Compares two states bit for bit, by the canonical bytes of everything in them.</summary>
internal static class StateComparison
{
    /// <summary>The first difference in words, or null when there is none.</summary>
    public static string? FirstDifference(LedgerState first, LedgerState second)
    {
        if (first.Genesis != second.Genesis)
        {
            return "genesis differs";
        }

        if ((first.NextRecordNo, first.NextEventNo, first.LastTime) != (
            second.NextRecordNo, second.NextEventNo, second.LastTime))
        {
            return $"counters differ: record {first.NextRecordNo} and {second.NextRecordNo}, "
                + $"event {first.NextEventNo} and {second.NextEventNo}, time {first.LastTime} and {second.LastTime}";
        }

        return CompareIdentity(first.Identity, second.Identity)
            ?? Compare("participant", first.Participants.Count, second.Participants.Count,
                (w, i) => StateRowFormat.Write(w, first.Participants[i]), (w, i) =>
                    StateRowFormat.Write(w, second.Participants[i]))
            ?? Compare("key", first.Keys.Count, second.Keys.Count,
                (w, i) => KeyRowFormat.Write(w, first.Keys[i]), (w, i) => KeyRowFormat.Write(w, second.Keys[i]))
            ?? Compare("asset", first.Assets.Count, second.Assets.Count,
                (w, i) => StateRowFormat.Write(w, first.Assets[i]), (w, i) => StateRowFormat.Write(w, second.Assets[i]))
            ?? Compare("ledger", first.Ledgers.Count, second.Ledgers.Count,
                (w, i) => StateRowFormat.Write(w, first.Ledgers[i]), (w, i) =>
                    StateRowFormat.Write(w, second.Ledgers[i]))
            ?? Compare("account", first.Accounts.Count, second.Accounts.Count,
                (w, i) => StateRowFormat.Write(w, first.Accounts[i]), (w, i) =>
                    StateRowFormat.Write(w, second.Accounts[i]))
            ?? Compare("position", first.Positions.Count, second.Positions.Count,
                (w, i) => StateRowFormat.Write(w, first.Positions.At(i)), (w, i) =>
                    StateRowFormat.Write(w, second.Positions.At(i)))
            ?? CompareOpen(first, second)
            ?? Compare("locks", 1, 1, (w, _) => LockTableFormat.Write(w, first.Locks), (w, _) =>
                LockTableFormat.Write(w, second.Locks));
    }

    private static string? CompareIdentity(LedgerIdentity first, LedgerIdentity second) =>
        Compare("origin", first.Origins.Count, second.Origins.Count,
            (w, i) => StateRowFormat.Write(w, first.Origins[i]), (w, i) => StateRowFormat.Write(w, second.Origins[i]))
        ?? Compare("ledger key", first.Keys.Count, second.Keys.Count,
            (w, i) => StateRowFormat.Write(w, first.Keys[i]), (w, i) => StateRowFormat.Write(w, second.Keys[i]));

    private static string? CompareOpen(LedgerState first, LedgerState second)
    {
        var ofFirst = first.Open.OldestFirst.ToArray();
        var ofSecond = second.Open.OldestFirst.ToArray();
        return Compare("open settlement", ofFirst.Length, ofSecond.Length,
            (w, i) => OpenSettlementFormat.Write(w, ofFirst[i], first), (w, i) =>
                OpenSettlementFormat.Write(w, ofSecond[i], second));
    }

    private static string? Compare(
        string what,
        int firstCount,
        int secondCount,
        Action<ByteWriter, int> writeFirst,
        Action<ByteWriter, int> writeSecond)
    {
        var one = new ByteWriter();
        var other = new ByteWriter();
        for (var i = 0; i < Math.Min(firstCount, secondCount); i++)
        {
            one.Clear();
            other.Clear();
            writeFirst(one, i);
            writeSecond(other, i);
            if (!one.Written.SequenceEqual(other.Written))
            {
                return $"{what} {i} differs";
            }
        }

        return firstCount == secondCount ? null : $"{firstCount} and {secondCount} of kind {what}";
    }
}
