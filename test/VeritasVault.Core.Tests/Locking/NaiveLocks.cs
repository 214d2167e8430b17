namespace VeritasVault.Core.Tests;

/// <summary>
/// Locks as a plain set of (owner, resource, mode) with a direct definition of what excludes what: every position of
/// the little world is looked at. Written for the tests alone; knows neither intents nor joined modes nor an index.
/// </summary>
internal sealed class NaiveLocks
{
    // Larger than any world of a test.
    private const int AccountsMax = 3;
    private const int AssetsMax = 6;

    private static readonly LockClaim[] Claims = [.. AllClaims()];

    // The definition, worked out once for each pair: a storm asks a hundred million times.
    private static readonly bool[][] Excluded =
        Array.ConvertAll(Claims, left => Array.ConvertAll(Claims, right => Excludes(left, right)));

    private readonly Dictionary<LockOwner, List<int>> _held = [];
    private readonly Dictionary<LockOwner, LockClaim[]> _waiting = [];

    public bool IsEmpty => _held.Count == 0;

    public static bool Excludes(LockClaim left, LockClaim right)
    {
        if (left.Resource == right.Resource && !left.Resource.IsPosition)
        {
            return left.Mode != LockMode.Shared || right.Mode != LockMode.Shared;
        }

        for (var account = 0; account < AccountsMax; account++)
        {
            for (var asset = 0; asset < AssetsMax; asset++)
            {
                if (ExcludesAt(account, asset, left, right) || ExcludesAt(account, asset, right, left))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Everybody in the way of a request, oldest first: holders, and upgrades that go before it.</summary>
    public List<LockOwner> InTheWay(LockOwner asking, LockClaim[] claims, Func<LockOwner, bool> isBeforeAsking)
    {
        var found = new SortedSet<LockOwner>();
        foreach (var claim in Array.ConvertAll(claims, NumberOf))
        {
            foreach (var (owner, held) in _held)
            {
                if (owner != asking && held.Exists(other => Excluded[claim][other]))
                {
                    found.Add(owner);
                }
            }

            if (Has(asking, Claims[claim]))
            {
                continue;
            }

            foreach (var (owner, wanted) in _waiting)
            {
                if (owner != asking && !found.Contains(owner)
                    && (!HoldsOn(asking, Claims[claim].Resource) || isBeforeAsking(owner))
                    && Array.Exists(wanted, other => IsMore(owner, other) && WillExclude(owner, other, claim)))
                {
                    found.Add(owner);
                }
            }
        }

        return [.. found];
    }

    public bool HasConflictingHolders() => _held.Any(left => _held.Any(right =>
        left.Key != right.Key && left.Value.Exists(one => right.Value.Exists(other => Excluded[one][other]))));

    public bool Holds(LockOwner owner) => _held.ContainsKey(owner);

    public void Grant(LockOwner owner, LockClaim[] claims)
    {
        _waiting.Remove(owner);
        if (!_held.TryGetValue(owner, out var held))
        {
            _held.Add(owner, held = []);
        }

        held.AddRange(claims.Select(NumberOf).Except(held));
    }

    /// <summary>Notes what a settlement waits for; one that holds nothing is at the head of no queue.</summary>
    public void Wait(LockOwner owner, LockClaim[] wanted)
    {
        if (Holds(owner))
        {
            _waiting[owner] = wanted;
        }
    }

    public void StopWaiting(LockOwner owner) => _waiting.Remove(owner);

    public void Release(LockOwner owner)
    {
        _held.Remove(owner);
        _waiting.Remove(owner);
    }

    /// <summary>Whether an owner's locks on the resource already give what the claim asks.</summary>
    private bool Has(LockOwner owner, LockClaim claim)
    {
        bool Holds(LockMode mode) => Holding(owner).Exists(held => Claims[held] == claim with { Mode = mode });
        return Holds(claim.Mode) || Holds(LockMode.Exclusive) || (Holds(LockMode.Shared) && Holds(LockMode.Escrow));
    }

    private bool HoldsOn(LockOwner owner, Resource resource) =>
        Holding(owner).Exists(held => Claims[held].Resource == resource);

    private bool IsMore(LockOwner owner, LockClaim wanted) =>
        HoldsOn(owner, wanted.Resource) && !Has(owner, wanted);

    /// <summary>Wanting more means wanting what is held as well.</summary>
    private bool WillExclude(LockOwner owner, LockClaim wanted, int claim) =>
        Excluded[claim][NumberOf(wanted)]
        || Holding(owner).Exists(held => Claims[held].Resource == wanted.Resource && Excluded[claim][held]);

    private List<int> Holding(LockOwner owner) => _held.GetValueOrDefault(owner) ?? [];

    private static bool ExcludesAt(int account, int asset, LockClaim left, LockClaim right)
    {
        if (left.Resource != Resource.Position(account, asset))
        {
            return false;
        }

        if (right.Resource == left.Resource)
        {
            return left.Mode != right.Mode || left.Mode == LockMode.Exclusive;
        }

        var covers = right.Resource == Resource.Account(account) || right.Resource == Resource.Asset(asset);
        return covers && (right.Mode == LockMode.Exclusive || left.Mode != LockMode.Shared);
    }

    private static int NumberOf(LockClaim claim)
    {
        var (resource, mode) = (claim.Resource, (int)claim.Mode - 1);
        var number = resource.Kind switch
        {
            ResourceKind.Account => resource.First,
            ResourceKind.Asset => AccountsMax + resource.First,
            ResourceKind.Position => AccountsMax + AssetsMax + (resource.First * AssetsMax) + resource.Second,
        };
        return (number * 3) + mode;
    }

    private static IEnumerable<LockClaim> AllClaims()
    {
        var accounts = Enumerable.Range(0, AccountsMax).Select(Resource.Account);
        var assets = Enumerable.Range(0, AssetsMax).Select(Resource.Asset);
        var positions = Enumerable.Range(0, AccountsMax * AssetsMax)
            .Select(i => Resource.Position(i / AssetsMax, i % AssetsMax));
        return accounts.Concat(assets).Concat(positions)
            .SelectMany(resource => Enum.GetValues<LockMode>().Select(mode => new LockClaim(resource, mode)));
    }
}
