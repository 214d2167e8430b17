namespace VeritasVault.Core;

/// <summary>
/// Decides who gets locks, as a function of what is held, who waits for an upgrade and who may be wounded. Changes
/// nothing: the caller wounds, grants and waits.
/// </summary>
internal static class LockArbiter
{
    /// <summary>Decides on all claims of a settlement together.</summary>
    /// <remarks>
    /// Wound-wait. Whoever stands in the way of an older settlement and may lose its locks, loses them, also when
    /// others stay in the way: otherwise an older one would wait for a younger one that may itself come to wait for the
    /// older, and the order of age would exclude no cycle any more. Nobody else is wounded.
    /// </remarks>
    public static LockDecision Decide(
        LockTable table, LockRequest request, WaitingUpgrades upgrades, ILockRanks ranks)
    {
        var standing = FindInTheWay(table, request, upgrades, ranks);
        return standing.Length == 0 ? LockDecision.Granted : Judge(request, standing, ranks);
    }

    /// <summary>Decides on a person's lock: at once, and at nobody's cost.</summary>
    /// <param name="table">What is held.</param>
    /// <param name="owner">The number under which the lock is or would be held.</param>
    /// <param name="claim">What is wanted.</param>
    /// <param name="upgrades">Who waits for an upgrade.</param>
    public static LockDecision DecideForPerson(
        LockTable table, LockOwner owner, LockClaim claim, WaitingUpgrades upgrades)
    {
        Invariant.Holds(owner.IsPerson && claim.IsOffered && claim.Mode != LockMode.Escrow);
        List<LockOwner>? found = null;
        var held = table.ModeOf(owner, claim.Resource);
        if (LockMatrix.Join(held, claim.Mode) != held)
        {
            table.FindConflicts(owner, [claim], ref found);
            upgrades.FindConflicts(owner, claim, ref found);
        }

        return found is null ? LockDecision.Granted
            : new LockDecision(LockVerdict.Refused, [], LockIndex.OldestFirst(found));
    }

    /// <summary>Everybody who stands in the way of a request now: holders that exclude it, and waiting upgrades that go
    /// before it. Each once, oldest first.</summary>
    public static LockOwner[] FindInTheWay(
        LockTable table, LockRequest request, WaitingUpgrades upgrades, ILockRanks ranks)
    {
        if (table.IsEmpty)
        {
            return [];
        }

        List<LockOwner>? found = null;
        table.FindConflicts(request.Owner, request.Claims, ref found);
        if (upgrades.Count > 0)
        {
            FindUpgradesBefore(table, request, upgrades, ranks, ref found);
        }

        return LockIndex.OldestFirst(found);
    }

    // Apart, so that whoever meets nobody does not pay for what this captures.
    private static LockDecision Judge(LockRequest request, LockOwner[] standing, ILockRanks ranks)
    {
        bool Loses(LockOwner owner) =>
            !owner.IsPerson && IsBefore(request, owner, ranks) && ranks.IsWoundable(owner);
        var victims = Array.FindAll(standing, Loses);
        return victims.Length == standing.Length ? new LockDecision(LockVerdict.Wound, victims, [])
            : victims.Length == 0 ? new LockDecision(LockVerdict.Wait, [], standing)
            : new LockDecision(LockVerdict.Wait, victims, Array.FindAll(standing, owner => !Loses(owner)));
    }

    /// <summary>A waiting upgrade goes before every new claim; between two upgrades age decides.</summary>
    private static void FindUpgradesBefore(
        LockTable table, LockRequest request, WaitingUpgrades upgrades, ILockRanks ranks, ref List<LockOwner>? found)
    {
        var held = table.ClaimsOf(request.Owner);
        foreach (var claim in request.Claims)
        {
            var before = LockClaim.ModeIn(held, claim.Resource);
            if (LockMatrix.Join(before, claim.Mode) == before)
            {
                continue;
            }

            var kept = found?.Count ?? 0;
            upgrades.FindConflicts(request.Owner, claim, ref found);
            if (before is not null && found is not null)
            {
                DropYounger(request, ranks, found, kept);
            }
        }
    }

    private static void DropYounger(LockRequest request, ILockRanks ranks, List<LockOwner> found, int from)
    {
        for (var i = found.Count - 1; i >= from; i--)
        {
            if (IsBefore(request, found[i], ranks))
            {
                found.RemoveAt(i);
            }
        }
    }

    /// <summary>Whether the request is older than a settlement; the sequence decides between two that count as the
    /// oldest, so that no two ever go before each other.</summary>
    private static bool IsBefore(LockRequest request, LockOwner settlement, ILockRanks ranks)
    {
        var age = ranks.AgeOf(settlement);
        return request.Age != age ? request.Age < age : request.Owner.Number < settlement.Number;
    }
}
