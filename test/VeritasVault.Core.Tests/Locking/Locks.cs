namespace VeritasVault.Core.Tests;

/// <summary>Short words for the tests of locks. Claims are written <c>S:a0</c>, <c>E:a0/u1</c>, <c>X:u1</c>: account 0
/// shared, the position of asset 1 in account 0 in escrow, asset 1 exclusive.</summary>
internal static class Locks
{
    public static LockOwner S(long sequence) => LockOwner.Settlement(sequence);

    public static LockOwner P(long number) => LockOwner.Person(number);

    public static Resource Resource(string text)
    {
        var parts = text.Split('/');
        var first = int.Parse(parts[0][1..]);
        return parts.Length == 2 ? Core.Resource.Position(first, int.Parse(parts[1][1..]))
            : text[0] == 'a' ? Core.Resource.Account(first)
            : Core.Resource.Asset(first);
    }

    public static LockClaim Claim(string text) => new(Resource(text[2..]), text[0] switch
    {
        'S' => LockMode.Shared,
        'E' => LockMode.Escrow,
        'X' => LockMode.Exclusive,
        var other => throw new FormatException($"mode {other}"),
    });

    public static LockClaim[] Claims(string text) => [.. text.Split(' ').Select(Claim)];

    public static LockRequest Request(long sequence, string claims, long? age = null) =>
        new(S(sequence), age ?? sequence, [.. Claims(claims)]);

    public static void Grant(this LockTable table, long sequence, string claims) =>
        table.Grant(S(sequence), Request(sequence, claims).Claims);

    public static PersonLock GrantToPerson(this LockTable table, long number, string claim, long expiry = 1_000) =>
        table.GrantToPerson(Person(number, claim, expiry));

    public static PersonLock Person(long number, string claim, long expiry = 1_000) => new()
    {
        Number = number,
        Resource = Claim(claim).Resource,
        Mode = Claim(claim).Mode,
        ParticipantIndex = 0,
        Actor = ActorId.Local("alice"),
        Reason = "audit",
        Expiry = new Timestamp(expiry),
    };
}

/// <summary>Ranks as data: everybody is as old as its sequence and may be wounded unless said otherwise.</summary>
internal sealed class TestRanks : ILockRanks
{
    private readonly Dictionary<LockOwner, long> _ages = [];
    private readonly HashSet<LockOwner> _safe = [];

    public long AgeOf(LockOwner settlement) => _ages.GetValueOrDefault(settlement, settlement.Number);

    public bool IsWoundable(LockOwner settlement) => !_safe.Contains(settlement);

    public TestRanks Safe(params long[] sequences)
    {
        _safe.UnionWith(sequences.Select(Locks.S));
        return this;
    }

    public TestRanks Aged(long sequence, long age)
    {
        _ages[Locks.S(sequence)] = age;
        return this;
    }

    public void Forget()
    {
        _ages.Clear();
        _safe.Clear();
    }
}
