namespace VeritasVault.Core;

/// <summary>
/// Settlements that hold a resource and wait to hold it more strongly. They are at the head of its queue: no new claim
/// of others that excludes what they want goes before them. Derived from the waiting requests; not stored.
/// </summary>
internal sealed class WaitingUpgrades
{
    private readonly LockIndex _wanted = new();
    private readonly SortedDictionary<LockOwner, LockClaim[]> _claims = [];

    public int Count => _claims.Count;

    /// <summary>Whether the settlement waits for an upgrade.</summary>
    public bool Contains(LockOwner settlement) => _claims.ContainsKey(settlement);

    /// <summary>Notes that a request waits; one that strengthens nothing is none of ours.</summary>
    public void Add(LockTable table, LockRequest request)
    {
        Remove(request.Owner);
        var stronger = new List<LockClaim>();
        foreach (var claim in request.Claims)
        {
            if (table.ModeOf(request.Owner, claim.Resource) is { } held && LockMatrix.Join(held, claim.Mode) != held)
            {
                stronger.Add(claim with { Mode = LockMatrix.Join(held, claim.Mode) });
            }
        }

        if (stronger.Count == 0)
        {
            return;
        }

        _claims.Add(request.Owner, [.. stronger]);
        foreach (var claim in stronger)
        {
            _wanted.Add(request.Owner, claim);
        }
    }

    /// <summary>The settlement waits no more: granted, wounded or ended.</summary>
    public void Remove(LockOwner settlement)
    {
        if (_claims.Remove(settlement, out var claims))
        {
            foreach (var claim in claims)
            {
                _wanted.Remove(settlement, claim);
            }
        }
    }

    /// <summary>Adds the others that want what excludes the claim.</summary>
    public void FindConflicts(LockOwner owner, LockClaim claim, ref List<LockOwner>? found)
    {
        if (_claims.Count > 0)
        {
            _wanted.FindConflicts(owner, claim, ref found);
        }
    }
}
