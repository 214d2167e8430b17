using System.Diagnostics.CodeAnalysis;

namespace VeritasVault.Core;

/// <summary>Locks of people: leases and fencing tokens. The table never looks at a clock; a tick asks it what has
/// expired and releases that by a recorded input.</summary>
internal sealed partial class LockTable
{
    private readonly SortedDictionary<long, PersonLock> _people = [];
    private readonly SortedSet<(Timestamp At, long Number)> _expiries = [];

    /// <summary>Locks of people, by number.</summary>
    public IReadOnlyCollection<PersonLock> People => _people.Values;

    public FencingTokens Tokens { get; } = new();

    /// <summary>When the next lease ends; null when no person holds a lock.</summary>
    public Timestamp? NextExpiry => _expiries.Count == 0 ? null : _expiries.Min.At;

    public PersonLock? FindPerson(long number) => _people.GetValueOrDefault(number);

    /// <summary>The lock whose lease ended first, at or before <paramref name="now"/>.</summary>
    public bool TryFindExpired(Timestamp now, [NotNullWhen(true)] out PersonLock? expired)
    {
        expired = _expiries.Count > 0 && _expiries.Min.At <= now ? FindPerson(_expiries.Min.Number) : null;
        return expired is not null;
    }

    /// <summary>Gives a person a lock, or strengthens the one with the same number, and advances the token of the
    /// resource: strengthening acquires something that was not held before.</summary>
    /// <returns>The lock as it is held now, with its token.</returns>
    public PersonLock GrantToPerson(PersonLock wanted)
    {
        var before = FindPerson(wanted.Number);
        Invariant.Holds(wanted.IsOffered && (before is null || before.Resource == wanted.Resource));
        var granted = wanted with
        {
            Mode = LockMatrix.Join(before?.Mode, wanted.Mode),
            Token = Tokens.Advance(wanted.Resource),
        };
        Enter(granted.Owner, [granted.Claim]);
        KeepLease(granted);
        return granted;
    }

    /// <summary>Gives a lease another end. The token stays: nobody was overtaken.</summary>
    public PersonLock Renew(long number, Timestamp expiry)
    {
        var held = FindPerson(number);
        Invariant.Holds(held is not null);
        var renewed = held with { Expiry = expiry };
        KeepLease(renewed);
        return renewed;
    }

    /// <summary>Ends a person's lock against its holder's will; the token tells the holder's late writes from those of
    /// whoever comes next.</summary>
    /// <returns>The new token of the resource.</returns>
    public long ForceOpen(long number)
    {
        var held = FindPerson(number);
        Invariant.Holds(held is not null);
        Release(held.Owner);
        return Tokens.Advance(held.Resource);
    }

    /// <summary>Puts back a stored lock with the token it had. The tokens are restored before.</summary>
    internal void RestorePerson(PersonLock stored)
    {
        Invariant.Holds(stored.IsOffered && stored.Token > 0 && stored.Token <= Tokens.Of(stored.Resource));
        Invariant.Holds(FindPerson(stored.Number) is null);
        Enter(stored.Owner, [stored.Claim]);
        KeepLease(stored);
    }

    private void KeepLease(PersonLock held)
    {
        ForgetLease(held.Number);
        _people.Add(held.Number, held);
        _expiries.Add((held.Expiry, held.Number));
    }

    private void ForgetLease(long number)
    {
        if (_people.Remove(number, out var held))
        {
            _expiries.Remove((held.Expiry, number));
        }
    }
}
