namespace VeritasVault.Core;

/// <summary>An owner with its mode on one resource.</summary>
internal readonly record struct LockHolding(LockOwner Owner, LockMode Mode);

/// <summary>
/// Who holds which locks. Part of the ledger's state: everything it lists is in canonical order and depends on what was
/// granted, released and renewed alone. No two owners ever hold what excludes each other; a grant that would break this
/// is our bug and stops the engine.
/// </summary>
/// <remarks>
/// Holding the whole of an account or an asset keeps others from its positions but books nothing by itself: whoever
/// changes a position holds that position as well. Two owners may therefore hold an account and an asset that cross.
/// </remarks>
internal sealed partial class LockTable
{
    private readonly LockIndex _index = new();
    private readonly SortedDictionary<LockOwner, LockClaim[]> _claims = [];
    private int _ownerCount;

    /// <summary>Whether nobody holds anything. One field, because settlements that need no lock ask it each
    /// time.</summary>
    public bool IsEmpty => _ownerCount == 0;

    /// <summary>Owners that hold something.</summary>
    public int Count => _ownerCount;

    /// <summary>Everybody who holds something, settlements oldest first, then people by number.</summary>
    public IEnumerable<LockOwner> Owners => _claims.Keys;

    /// <summary>What an owner holds, in canonical order.</summary>
    public ReadOnlySpan<LockClaim> ClaimsOf(LockOwner owner) => _claims.GetValueOrDefault(owner);

    public bool Holds(LockOwner owner) => _ownerCount > 0 && _claims.ContainsKey(owner);

    /// <summary>The mode an owner has on a resource itself; null when none.</summary>
    public LockMode? ModeOf(LockOwner owner, Resource resource) => LockClaim.ModeIn(ClaimsOf(owner), resource);

    /// <summary>Who holds the resource itself, oldest first.</summary>
    public IReadOnlyList<LockHolding> HoldersOf(Resource resource)
    {
        var owners = new List<LockOwner>();
        _index.FindHolders(resource, LockLevels.Shared | LockLevels.Escrow | LockLevels.Exclusive, owners);
        owners.Sort();
        return owners.ConvertAll(owner =>
        {
            var mode = ModeOf(owner, resource);
            Invariant.Holds(mode is not null);
            return new LockHolding(owner, mode.Value);
        });
    }

    /// <summary>Who holds a position of the account or asset, oldest first.</summary>
    public IReadOnlyList<LockOwner> HoldersBelow(Resource resource)
    {
        var owners = new List<LockOwner>();
        _index.FindHolders(resource, LockLevels.IntentShared | LockLevels.IntentChange, owners);
        return LockIndex.OldestFirst(owners);
    }

    /// <summary>Every resource that is held itself, in canonical order. Walks over all claims: for listings.</summary>
    public IReadOnlyCollection<Resource> HeldResources()
    {
        var resources = new SortedSet<Resource>();
        foreach (var claims in _claims.Values)
        {
            foreach (var claim in claims)
            {
                resources.Add(claim.Resource);
            }
        }

        return resources;
    }

    /// <summary>The owners whose locks exclude one of the claims, each once, oldest first. Allocates nothing when there
    /// are none; costs nothing for those who are compatible.</summary>
    public LockOwner[] Conflicts(LockOwner owner, ReadOnlySpan<LockClaim> claims)
    {
        if (IsEmpty)
        {
            return [];
        }

        List<LockOwner>? found = null;
        FindConflicts(owner, claims, ref found);
        return LockIndex.OldestFirst(found);
    }

    /// <summary>Gives a settlement all the claims in one step; those on resources it holds strengthen what it
    /// has.</summary>
    public void Grant(LockOwner settlement, ReadOnlySpan<LockClaim> claims)
    {
        Invariant.Holds(!settlement.IsPerson && !settlement.IsNobody);
        Enter(settlement, claims);
    }

    /// <summary>Ends everything the owner holds.</summary>
    /// <returns>Whether it held anything.</returns>
    public bool Release(LockOwner owner)
    {
        if (!_claims.Remove(owner, out var claims))
        {
            return false;
        }

        _ownerCount--;
        foreach (var claim in claims)
        {
            _index.Remove(owner, claim);
        }

        if (owner.IsPerson)
        {
            ForgetLease(owner.Number);
        }

        return true;
    }

    internal void FindConflicts(LockOwner owner, ReadOnlySpan<LockClaim> claims, ref List<LockOwner>? found)
    {
        foreach (var claim in claims)
        {
            _index.FindConflicts(owner, claim, ref found);
        }
    }

    private void Enter(LockOwner owner, ReadOnlySpan<LockClaim> claims)
    {
        Invariant.Holds(claims.Length > 0 && LockClaim.AreCanonical(claims));
        List<LockOwner>? conflicts = null;
        FindConflicts(owner, claims, ref conflicts);
        Invariant.Holds(conflicts is null);
        if (!_claims.TryGetValue(owner, out var held))
        {
            _ownerCount++;
            _claims.Add(owner, claims.ToArray());
            foreach (var claim in claims)
            {
                _index.Add(owner, claim);
            }

            return;
        }

        _claims[owner] = Merged(owner, held, claims);
    }

    /// <summary>Both lists are in canonical order, and so is what comes out.</summary>
    private LockClaim[] Merged(LockOwner owner, LockClaim[] held, ReadOnlySpan<LockClaim> added)
    {
        var merged = new List<LockClaim>(held.Length + added.Length);
        merged.AddRange(held);
        merged.AddRange(added);
        LockClaim.MakeCanonical(merged);
        foreach (var claim in merged)
        {
            var before = LockClaim.ModeIn(held, claim.Resource);
            if (before == claim.Mode)
            {
                continue;
            }

            if (before is { } mode)
            {
                _index.Remove(owner, claim with { Mode = mode });
            }

            _index.Add(owner, claim);
        }

        return [.. merged];
    }
}
