using System.Diagnostics;
using VeritasVault.Core;

namespace VeritasVault.Bench;

/// <summary>
/// A deadlock storm: settlements over 20 resources that ask for random claims, wound, wait, strengthen what they hold
/// and end, with people's locks coming, renewed and going; and what a settlement pays that meets nobody. In memory, one
/// thread, no engine. Median of rounds.
/// </summary>
internal static class LocksBench
{
    private const int Rounds = 9;
    private const int Settlements = 10_000;
    private const int Calls = 200_000;

    public static BenchReport Run()
    {
        var report = new BenchReport("locks");
        var rates = new double[Rounds];
        LockStorm storm = new(seed: 0);
        for (var round = -2; round < Rounds; round++)
        {
            storm = new LockStorm(seed: 1);
            var started = Stopwatch.GetTimestamp();
            storm.Run(Settlements);
            rates[Math.Max(round, 0)] = Settlements / Stopwatch.GetElapsedTime(started).TotalSeconds;
        }

        report.Add("stormSettlementsPerSecond", Middle(rates));
        report.Add("stormDecisionsPerSettlement", (double)storm.Decisions / Settlements);
        report.Add("stormWounds", storm.Wounds);
        report.Add("stormCycles", storm.Cycles);
        Single(report);
        return report;
    }

    /// <summary>One settlement on two positions: with no lock anywhere, with a person's lock elsewhere, beside a
    /// thousand others in escrow, and granted and released there.</summary>
    private static void Single(BenchReport report)
    {
        var (upgrades, ranks) = (new WaitingUpgrades(), new LockStorm(seed: 0));
        var owner = LockOwner.Settlement(long.MaxValue);
        var request = new LockRequest(owner, long.MaxValue, [Escrow(0, 0), Escrow(1, 0)]);
        var table = new LockTable();
        report.Add("decideEmptyNanos", Nanos(() => LockArbiter.Decide(table, request, upgrades, ranks)));
        table.GrantToPerson(LockStorm.PersonLock(1, new LockClaim(Resource.Position(9, 9), LockMode.Exclusive), 1));
        report.Add("decideOneForeignLockNanos", Nanos(() => LockArbiter.Decide(table, request, upgrades, ranks)));
        for (var sequence = 1; sequence <= 1_000; sequence++)
        {
            table.Grant(LockOwner.Settlement(sequence), request.Claims);
        }

        report.Add("decideBesideThousandNanos", Nanos(() => LockArbiter.Decide(table, request, upgrades, ranks)));
        report.Add("grantAndReleaseNanos", Nanos(() =>
        {
            table.Grant(owner, request.Claims);
            table.Release(owner);
        }));
    }

    private static LockClaim Escrow(int account, int asset) =>
        new(Resource.Position(account, asset), LockMode.Escrow);

    private static double Nanos(Action call)
    {
        var times = new double[Rounds];
        for (var round = -2; round < Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            for (var i = 0; i < Calls; i++)
            {
                call();
            }

            times[Math.Max(round, 0)] = Stopwatch.GetElapsedTime(started).TotalNanoseconds / Calls;
        }

        return Middle(times);
    }

    private static double Middle(double[] values) => values.Order().ElementAt(values.Length / 2);
}

/// <summary>Drives table, arbiter and graph as the lane would, from one seed.</summary>
internal sealed class LockStorm(int seed) : ILockRanks
{
    private const int OpenMax = 48;
    private const int WoundsMax = 3;
    private readonly Random _random = new(seed);
    private readonly LockTable _table = new();
    private readonly WaitingUpgrades _upgrades = new();
    private readonly WaitForGraph _graph = new();
    private readonly List<Settlement> _open = [];
    private readonly Dictionary<LockOwner, Settlement> _byOwner = [];
    private readonly SortedSet<LockOwner> _woken = [];
    private long _now;
    private long _people;

    public long Decisions { get; private set; }

    public int Wounds { get; private set; }

    public int Cycles { get; private set; }

    public long AgeOf(LockOwner settlement) =>
        _byOwner[settlement].Wounds >= WoundsMax ? LockRequest.Oldest : settlement.Number;

    public bool IsWoundable(LockOwner settlement) => !_byOwner[settlement].IsPrepared;

    public static PersonLock PersonLock(long number, LockClaim claim, long expiry) => new()
    {
        Number = number,
        Resource = claim.Resource,
        Mode = claim.Mode,
        ParticipantIndex = -1,
        Actor = ActorId.Local("bench"),
        Reason = "bench",
        Expiry = new Timestamp(expiry),
    };

    public void Run(int settlements)
    {
        var started = 0;
        for (var ended = 0; ended < settlements; _now++)
        {
            while (_table.TryFindExpired(new Timestamp(_now), out var expired))
            {
                Leave(expired.Owner);
            }

            if (_random.Next(50) == 0)
            {
                ActAsPerson();
            }

            if (_open.Count < OpenMax && started < settlements)
            {
                var begun = new Settlement(LockOwner.Settlement(++started)) { Wanted = RandomClaims() };
                _open.Add(begun);
                _byOwner.Add(begun.Owner, begun);
                Ask(begun);
            }

            ended += GoOn(_random.Next(_open.Count)) ? 1 : 0;
            while (_woken.Count > 0)
            {
                var next = _woken.Min;
                _woken.Remove(next);
                Ask(_byOwner[next]);
            }
        }
    }

    private bool GoOn(int place)
    {
        var one = _open[place];
        if (one.Blockers.Length > 0)
        {
            return false;
        }

        if (!one.Holds)
        {
            Ask(one);
            return false;
        }

        var chance = _random.Next(6);
        if (chance == 0)
        {
            one.IsPrepared = true;
        }
        else if (chance == 1 && !one.HasUpgraded)
        {
            one.HasUpgraded = true;
            one.Wanted = one.Wanted.ConvertAll(claim => claim with { Mode = LockMode.Exclusive });
            Ask(one);
        }
        else if (chance > 2)
        {
            _open[place] = _open[^1];
            _open.RemoveAt(_open.Count - 1);
            Leave(one.Owner);
            _byOwner.Remove(one.Owner);
            return true;
        }

        return false;
    }

    private void Ask(Settlement one)
    {
        Decisions++;
        var request = new LockRequest(one.Owner, AgeOf(one.Owner), one.Wanted);
        var decision = LockArbiter.Decide(_table, request, _upgrades, this);
        foreach (var victim in decision.Victims)
        {
            Wound(victim);
        }

        StopWaiting(one);
        if (decision.Verdict != LockVerdict.Wait)
        {
            _table.Grant(one.Owner, request.Claims);
            one.Holds = true;
            Wake(one.Owner);
            return;
        }

        one.Blockers = decision.Blockers;
        _graph.Set(one.Owner, decision.Blockers);
        _upgrades.Add(_table, request);
        foreach (var victim in one.Holds ? _graph.FindVictims(this) : [])
        {
            Cycles++;
            if (IsWoundable(victim))
            {
                Wound(victim);
            }
            else
            {
                StopWaiting(_byOwner[victim]);
                Wake(victim);
            }
        }
    }

    private void Wound(LockOwner victim)
    {
        var one = _byOwner[victim];
        Wounds++;
        one.Wounds++;
        (one.Holds, one.HasUpgraded, one.Wanted) = (false, false, [.. _table.ClaimsOf(victim)]);
        StopWaiting(one);
        Leave(victim);
    }

    private void StopWaiting(Settlement one)
    {
        one.Blockers = [];
        _woken.Remove(one.Owner);
        _graph.Remove(one.Owner);
        _upgrades.Remove(one.Owner);
    }

    private void Leave(LockOwner owner)
    {
        _table.Release(owner);
        Wake(owner);
    }

    private void Wake(LockOwner gone)
    {
        foreach (var one in _open)
        {
            if (Array.IndexOf(one.Blockers, gone) >= 0 && _woken.Add(one.Owner))
            {
                _graph.Remove(one.Owner);
            }
        }
    }

    private void ActAsPerson()
    {
        if (_table.People.Count > 0 && _random.Next(2) == 0)
        {
            _table.Renew(_table.People.First().Number, new Timestamp(_now + _random.Next(1, 60)));
            return;
        }

        var claim = RandomClaims()[0] with { Mode = _random.Next(3) == 0 ? LockMode.Exclusive : LockMode.Shared };
        var owner = LockOwner.Person(++_people);
        if (LockArbiter.DecideForPerson(_table, owner, claim, _upgrades).Verdict == LockVerdict.Granted)
        {
            _table.GrantToPerson(PersonLock(_people, claim, _now + _random.Next(1, 60)));
        }
    }

    /// <summary>Two accounts, six assets, their twelve positions.</summary>
    private List<LockClaim> RandomClaims()
    {
        var claims = new List<LockClaim>();
        for (var left = _random.Next(1, 5); left > 0; left--)
        {
            var (account, asset, kind) = (_random.Next(2), _random.Next(6), _random.Next(20));
            var resource = kind == 0 ? Resource.Account(account) : kind == 1 ? Resource.Asset(asset)
                : Resource.Position(account, asset);
            var mode = _random.Next(10) switch
            {
                < 7 when resource.IsPosition => LockMode.Escrow,
                9 => LockMode.Exclusive,
                _ => LockMode.Shared,
            };
            claims.Add(new LockClaim(resource, mode));
        }

        return claims;
    }

    private sealed class Settlement(LockOwner owner)
    {
        public LockOwner Owner { get; } = owner;

        public List<LockClaim> Wanted { get; set; } = [];

        public LockOwner[] Blockers { get; set; } = [];

        public int Wounds { get; set; }

        public bool Holds { get; set; }

        public bool HasUpgraded { get; set; }

        public bool IsPrepared { get; set; }
    }
}
