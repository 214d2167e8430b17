namespace VeritasVault.Core.Tests;

/// <summary>
/// A crowd of settlements over a few resources, with people's locks between them, driven from one seed on the real
/// table, arbiter and graph. A plain set of locks goes along and judges every step.
/// </summary>
internal sealed partial class LockStorm(int seed, int settlements) : ILockRanks
{
    private const int Accounts = 2;
    private const int Assets = 6;
    private const int OpenMax = 48;
    private const int PeopleMax = 3;
    private const int WoundsMax = 3;

    private readonly Random _random = new(seed);
    private readonly LockTable _table = new();
    private readonly WaitingUpgrades _upgrades = new();
    private readonly WaitForGraph _graph = new();
    private readonly NaiveLocks _naive = new();
    private readonly SortedDictionary<LockOwner, Settlement> _open = [];
    private readonly SortedDictionary<LockOwner, SortedSet<LockOwner>> _waitersOf = [];
    private readonly SortedSet<LockOwner> _woken = [];
    private readonly Dictionary<Resource, long> _tokens = [];
    private int _started;
    private long _people;
    private long _now = 1;

    public int Steps { get; private set; }

    public int Ended { get; private set; }

    public int Wounds { get; private set; }

    public int Waits { get; private set; }

    public int Cycles { get; private set; }

    public int Upgrades { get; private set; }

    public int Refusals { get; private set; }

    public int Leases { get; private set; }

    public long AgeOf(LockOwner settlement) =>
        _open[settlement].Wounds >= WoundsMax ? LockRequest.Oldest : settlement.Number;

    public bool IsWoundable(LockOwner settlement) => !_open[settlement].IsPrepared;

    /// <summary>Runs until everybody has ended and everything is released.</summary>
    public void Run()
    {
        while (Ended < settlements || !_table.IsEmpty)
        {
            Steps++;
            Assert.True(Steps < settlements * 100, $"{Ended} of {settlements} have ended");
            TakeStep();
            while (_woken.Count > 0)
            {
                var next = _woken.Min;
                _woken.Remove(next);
                Ask(_open[next]);
            }

            Judge();
        }
    }

    private void TakeStep()
    {
        _now++;
        while (_table.TryFindExpired(new Timestamp(_now), out var expired))
        {
            Leave(expired.Owner);
        }

        var chance = _random.Next(100);
        if (chance < 8)
        {
            ActAsPerson();
        }
        else if (_open.Count < OpenMax && _started < settlements && chance < 50)
        {
            var begun = new Settlement(LockOwner.Settlement(++_started)) { Wanted = RandomClaims() };
            _open.Add(begun.Owner, begun);
            Ask(begun);
        }
        else if (_open.Count > 0)
        {
            GoOn(_open.ElementAt(_random.Next(_open.Count)).Value);
        }
    }

    private void GoOn(Settlement one)
    {
        if (one.IsWaiting)
        {
            return;
        }

        if (!one.Holds)
        {
            Ask(one);
        }
        else if (!one.IsPrepared && _random.Next(4) == 0)
        {
            one.IsPrepared = true;
        }
        else if (!one.HasUpgraded && _random.Next(3) == 0)
        {
            one.HasUpgraded = true;
            var more = _table.ClaimsOf(one.Owner).ToArray().Where(claim => claim.Mode != LockMode.Exclusive)
                .Select(claim => claim with { Mode = LockMode.Exclusive }).ToArray();
            if (more.Length > 0)
            {
                Upgrades++;
                one.Wanted = _random.Next(8) == 0 ? [.. more, .. RandomClaims()] : more;
                Ask(one);
            }
        }
        else
        {
            Leave(one.Owner);
            _open.Remove(one.Owner);
            Ended++;
        }
    }

    private void Ask(Settlement one)
    {
        var request = new LockRequest(one.Owner, AgeOf(one.Owner), [.. one.Wanted]);
        var decision = LockArbiter.Decide(_table, request, _upgrades, this);
        JudgeDecision(request, decision);
        foreach (var victim in decision.Victims)
        {
            Wound(victim);
        }

        if (decision.Verdict == LockVerdict.Wait)
        {
            Waits++;
            Wait(one, request, decision.Blockers);
            if (one.Holds)
            {
                OpenCycles();
            }

            return;
        }

        StopWaiting(one);
        _table.Grant(one.Owner, request.Claims);
        _naive.Grant(one.Owner, request.Claims.ToArray());
        one.Holds = true;
        Wake(one.Owner);
    }

    private void Wait(Settlement one, LockRequest request, LockOwner[] blockers)
    {
        StopWaiting(one);
        one.IsWaiting = true;
        one.Blockers = blockers;
        _graph.Set(one.Owner, blockers);
        _upgrades.Add(_table, request);
        _naive.Wait(one.Owner, request.Claims.ToArray());
        foreach (var blocker in blockers)
        {
            if (!_waitersOf.TryGetValue(blocker, out var waiters))
            {
                _waitersOf.Add(blocker, waiters = []);
            }

            waiters.Add(one.Owner);
        }
    }

    private void StopWaiting(Settlement one)
    {
        foreach (var blocker in one.Blockers)
        {
            if (_waitersOf.TryGetValue(blocker, out var waiters) && waiters.Remove(one.Owner) && waiters.Count == 0)
            {
                _waitersOf.Remove(blocker);
            }
        }

        one.Blockers = [];
        one.IsWaiting = false;
        _woken.Remove(one.Owner);
        _graph.Remove(one.Owner);
        _upgrades.Remove(one.Owner);
        _naive.StopWaiting(one.Owner);
    }

    private void OpenCycles()
    {
        // All of them before the first is handled: that wakes others, who then are in the graph no more.
        var victims = _graph.FindVictims(this);
        foreach (var victim in victims)
        {
            Cycles++;
            Assert.Contains(victim, _graph.AllBlockersOf(victim));
            Assert.True(_table.Holds(victim));
        }

        foreach (var victim in victims)
        {
            if (IsWoundable(victim))
            {
                Wound(victim);
            }
            else
            {
                StopWaiting(_open[victim]);
                Wake(victim);
            }
        }

        Assert.False(IsCycleLeft());
    }

    /// <summary>Takes away whoever waits for nobody that waits, until nobody is left or nobody can go.</summary>
    private bool IsCycleLeft()
    {
        var left = _graph.Waiting.ToDictionary(pair => pair.Key, pair => pair.Value);
        var free = new List<LockOwner>();
        do
        {
            free.Clear();
            foreach (var (waiting, blockers) in left)
            {
                if (!Array.Exists(blockers, left.ContainsKey))
                {
                    free.Add(waiting);
                }
            }

            free.ForEach(waiting => left.Remove(waiting));
        }
        while (free.Count > 0);
        return left.Count > 0;
    }

    private void Wound(LockOwner victim)
    {
        var one = _open[victim];
        Assert.False(one.IsPrepared);
        Wounds++;
        one.Wounds++;
        one.Holds = false;
        one.HasUpgraded = false;
        one.Wanted = [.. _table.ClaimsOf(victim)];
        StopWaiting(one);
        Leave(victim);
    }

    private void Leave(LockOwner owner)
    {
        Assert.True(_table.Release(owner));
        _naive.Release(owner);
        Wake(owner);
    }

    /// <summary>Whoever waited for it is asked again; until then nobody knows for whom it waits.</summary>
    private void Wake(LockOwner gone)
    {
        if (_waitersOf.TryGetValue(gone, out var waiters))
        {
            foreach (var waiting in waiters)
            {
                _woken.Add(waiting);
                _graph.Remove(waiting);
            }
        }
    }

    private LockClaim[] RandomClaims()
    {
        var claims = new List<LockClaim>();
        for (var left = _random.Next(1, 5); left > 0; left--)
        {
            var (account, asset) = (_random.Next(Accounts), _random.Next(Assets));
            var kind = _random.Next(20);
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

        return [.. claims];
    }

    private void JudgeDecision(LockRequest request, LockDecision decision)
    {
        var asks = (request.Age, request.Owner.Number);
        bool IsBefore(LockOwner owner) => Rank(owner).CompareTo(asks) < 0;
        var inTheWay = _naive.InTheWay(request.Owner, request.Claims.ToArray(), IsBefore);
        bool Loses(LockOwner owner) =>
            !owner.IsPerson && !_open[owner].IsPrepared && Rank(owner).CompareTo(asks) > 0;
        Assert.True(inTheWay.Where(Loses).SequenceEqual(decision.Victims));
        Assert.True(inTheWay.Where(owner => !Loses(owner)).SequenceEqual(decision.Blockers));
    }

    private (long Age, long Number) Rank(LockOwner owner) => owner.IsPerson ? (-1, 0) : (AgeOf(owner), owner.Number);

    private void Judge()
    {
        Assert.Equal(_naive.IsEmpty, _table.IsEmpty);
        Assert.True(_table.People.Count == 0 || _table.NextExpiry == _table.People.Min(held => held.Expiry));
        foreach (var waiting in _graph.Waiting)
        {
            // Whoever is waited for is still there, so somebody always goes on.
            Assert.True(Array.TrueForAll(waiting.Value, _table.Holds));
        }

        if (Steps % 50 == 0)
        {
            Assert.False(_naive.HasConflictingHolders());
            Assert.False(IsCycleLeft());
        }
    }

    private sealed class Settlement(LockOwner owner)
    {
        public LockOwner Owner { get; } = owner;

        public LockClaim[] Wanted { get; set; } = [];

        public LockOwner[] Blockers { get; set; } = [];

        public int Wounds { get; set; }

        public bool Holds { get; set; }

        public bool HasUpgraded { get; set; }

        public bool IsPrepared { get; set; }

        public bool IsWaiting { get; set; }
    }
}
