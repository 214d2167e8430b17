namespace VeritasVault.Core;

/// <summary>What a settlement wants, all of it or nothing.</summary>
internal sealed class LockRequest
{
    private readonly LockClaim[] _claims;

    /// <summary>Creates the request; the claims may come in any order and name a resource twice.</summary>
    /// <param name="settlement">Who wants them.</param>
    /// <param name="age">Its sequence, or <see cref="Oldest"/> once it was wounded as often as may be.</param>
    /// <param name="claims">What it wants; joined and sorted in place.</param>
    public LockRequest(LockOwner settlement, long age, List<LockClaim> claims)
    {
        Invariant.Holds(!settlement.IsPerson && !settlement.IsNobody && age is Oldest or > 0);
        LockClaim.MakeCanonical(claims);
        _claims = [.. claims];
        Invariant.Holds(LockClaim.AreCanonical(_claims));
        (Owner, Age) = (settlement, age);
    }

    /// <summary>The age of whoever is to be treated like the oldest.</summary>
    public const long Oldest = 0;

    public LockOwner Owner { get; }

    public long Age { get; }

    public ReadOnlySpan<LockClaim> Claims => _claims;
}

/// <summary>What the arbiter must know of the settlements that stand in a request's way.</summary>
internal interface ILockRanks
{
    /// <summary>The age of a settlement, as in <see cref="LockRequest.Age"/>.</summary>
    long AgeOf(LockOwner settlement);

    /// <summary>Whether a settlement may lose its locks: undecided, with no acknowledged and no foreign
    /// prepare.</summary>
    bool IsWoundable(LockOwner settlement);
}

/// <summary>The kinds of answer to a request.</summary>
internal enum LockVerdict : byte
{
    /// <summary>Nothing stands in the way.</summary>
    Granted,

    /// <summary>Granted as soon as the victims are wounded.</summary>
    Wound,

    /// <summary>The blockers are waited for; victims, if any, are wounded all the same.</summary>
    Wait,

    /// <summary>A person's answer: somebody holds what excludes it.</summary>
    Refused,
}

/// <summary>The answer to a request.</summary>
/// <param name="Verdict">Its kind.</param>
/// <param name="Victims">Younger settlements to be wounded, oldest first.</param>
/// <param name="Blockers">Who stands in the way and stays there, oldest first.</param>
internal readonly record struct LockDecision(LockVerdict Verdict, LockOwner[] Victims, LockOwner[] Blockers)
{
    public static LockDecision Granted { get; } = new(LockVerdict.Granted, [], []);
}
