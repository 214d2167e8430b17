using System.Numerics;

namespace VeritasVault.Core.Tests;

/// <summary>
/// Three resources with all that can be claimed on them, as bits, so that every case can be walked through. What
/// excludes what is asked of <see cref="NaiveLocks"/> once; the rest is and, or, not.
/// </summary>
internal sealed class SmallWorld
{
    private readonly LockClaim[] _claims;
    private readonly int[] _excluded;

    public SmallWorld(params string[] resources)
    {
        _claims = [.. resources.SelectMany(resource => "SEX".Select(mode => Locks.Claim($"{mode}:{resource}")))
            .Where(claim => claim.IsOffered)];
        _excluded = new int[1 << _claims.Length];
        for (var set = 0; set < _excluded.Length; set++)
        {
            _excluded[set] = Bits(other => ClaimsIn(set).Any(claim => NaiveLocks.Excludes(claim, other)));
        }

        Sets = [.. Enumerable.Range(0, _excluded.Length).Where(HasOneModeEach)];
        Upgrades = [.. Sets.SelectMany(held => Sets.Select(wanted => (held, wanted)))
            .Where(pair => IsUpgrade(pair.held, pair.wanted))];
    }

    /// <summary>All that can be asked in one step: at most one mode for each resource; the empty set is one of
    /// them.</summary>
    public int[] Sets { get; }

    /// <summary>What can be held and wanted in its place: stronger modes on held resources.</summary>
    public (int Held, int Wanted)[] Upgrades { get; }

    public LockClaim[] ClaimsIn(int set) => [.. _claims.Where((_, bit) => (set & (1 << bit)) != 0)];

    public int Set(string claims) => Bits(Locks.Claims(claims).Contains);

    public bool Excludes(int left, int right) => (_excluded[left] & right) != 0;

    /// <summary>Everything on the resources of a set.</summary>
    public int OnResourcesOf(int set) => Bits(claim => ClaimsIn(set).Any(other => other.Resource == claim.Resource));

    /// <summary>What of a set is not given by what is held. Exclusive gives all, shared and escrow together as
    /// well.</summary>
    public int Added(int held, int set) => Bits(claim =>
    {
        var same = ClaimsIn(held).Where(other => other.Resource == claim.Resource).ToList();
        return ClaimsIn(set).Contains(claim) && same.Count < 2
            && same.TrueForAll(other => other.Mode != claim.Mode && other.Mode != LockMode.Exclusive);
    });

    /// <summary>The set after two resources of one shape have changed places.</summary>
    public int Mirrored(int set, Resource left, Resource right)
    {
        Resource Other(Resource resource) => resource == left ? right : resource == right ? left : resource;
        var mirrored = ClaimsIn(set).Select(claim => claim with { Resource = Other(claim.Resource) }).ToList();
        return Bits(mirrored.Contains);
    }

    private int Bits(Func<LockClaim, bool> isIn)
    {
        var set = 0;
        for (var bit = 0; bit < _claims.Length; bit++)
        {
            set |= isIn(_claims[bit]) ? 1 << bit : 0;
        }

        return set;
    }

    private bool HasOneModeEach(int set) =>
        ClaimsIn(set).Select(claim => claim.Resource).Distinct().Count() == BitOperations.PopCount((uint)set);

    private bool IsUpgrade(int held, int wanted) =>
        wanted != 0 && Added(held, wanted) == wanted && (wanted & ~OnResourcesOf(held)) == 0;
}
