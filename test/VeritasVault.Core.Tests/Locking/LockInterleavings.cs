namespace VeritasVault.Core.Tests;

/// <summary>
/// Walks through every state that three programs can reach, one step of one settlement at a time, on the real table,
/// arbiter and graph, and judges each step by the sets alone.
/// </summary>
internal sealed class LockInterleavings(LockProgram[] programs) : ILockRanks
{
    private const int WoundsMax = 2;
    private static readonly int[] Numbers = [0, 1, 2];

    // States on the way to the current one, and those from which every way has ended.
    private readonly Dictionary<long, bool> _seen = [];
    private Settlement[] _all = [];
    private LockTable _table = new();
    private WaitingUpgrades _upgrades = new();
    private WaitForGraph _graph = new();

    private enum Phase : byte
    {
        Asks,
        Waits,
        Holds,
        WaitsForMore,
        HoldsMore,
        TurnedDown,
        Ended,
    }

    private enum Step : byte
    {
        Ask,
        Prepare,
        End,
    }

    public long States => _seen.Count;

    public int Cycles { get; private set; }

    public long AgeOf(LockOwner settlement)
    {
        var number = (int)settlement.Number;
        return _all[number - 1].Wounds >= WoundsMax ? LockRequest.Oldest : number;
    }

    public bool IsWoundable(LockOwner settlement) => !_all[(int)settlement.Number - 1].IsPrepared;

    public void RunAll() => Walk(new Settlement[programs.Length]);

    private void Walk(Settlement[] from)
    {
        var key = KeyOf(from);
        if (_seen.TryGetValue(key, out var isEnded))
        {
            Assert.True(isEnded, "a state leads back to itself: somebody may never end");
            return;
        }

        _seen[key] = false;
        var steps = 0;
        for (var who = 0; who < from.Length; who++)
        {
            foreach (var step in StepsOf(from, who))
            {
                Restore(from);
                Take(who, step);
                Judge();
                Walk(_all);
                steps++;
            }
        }

        Assert.True(steps > 0 || from.All(one => one.Phase == Phase.Ended), "nobody can go on");
        _seen[key] = true;
    }

    private IEnumerable<Step> StepsOf(Settlement[] from, int who)
    {
        var one = from[who];
        if (one.Phase == Phase.Asks || (one.Phase is Phase.Waits or Phase.WaitsForMore && one.IsWoken)
            || (one.Phase == Phase.Holds && programs[who].Upgrades != 0))
        {
            yield return Step.Ask;
        }

        if (!one.IsPrepared && one.Phase is Phase.Holds or Phase.WaitsForMore or Phase.HoldsMore)
        {
            yield return Step.Prepare;
        }

        if (one.Phase is Phase.HoldsMore or Phase.TurnedDown
            || (one.Phase == Phase.Holds && programs[who].Upgrades == 0))
        {
            yield return Step.End;
        }
    }

    private void Take(int who, Step step)
    {
        switch (step)
        {
            case Step.Prepare:
                _all[who].IsPrepared = true;
                break;
            case Step.End:
                Leave(who, Phase.Ended);
                break;
            case Step.Ask:
                Ask(who);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(step));
        }
    }

    private void Ask(int who)
    {
        var isMore = _all[who].Phase is Phase.Holds or Phase.WaitsForMore;
        var claims = isMore ? programs[who].UpgradedClaims : programs[who].AcquiredClaims;
        var request = new LockRequest(Locks.S(who + 1), AgeOf(Locks.S(who + 1)), [.. claims]);
        var decision = LockArbiter.Decide(_table, request, _upgrades, this);
        JudgeDecision(who, isMore, decision);
        foreach (var victim in decision.Victims)
        {
            Wound((int)victim.Number - 1);
        }

        if (decision.Verdict == LockVerdict.Wait)
        {
            _all[who].Phase = isMore ? Phase.WaitsForMore : Phase.Waits;
            _all[who].IsWoken = false;
            _all[who].Blockers = decision.Blockers.Aggregate(0, (bits, owner) => bits | (1 << (int)(owner.Number - 1)));
            _graph.Set(request.Owner, decision.Blockers);
            _upgrades.Add(_table, request);
            OpenCycles();
            return;
        }

        _table.Grant(request.Owner, request.Claims);
        _upgrades.Remove(request.Owner);
        var holds = isMore ? Phase.HoldsMore : Phase.Holds;
        _all[who] = _all[who] with { Phase = holds, IsWoken = false, Blockers = 0 };
        Wake(who);
    }

    private void OpenCycles()
    {
        var onCycle = Numbers.Where(IsOnCycle).ToList();
        Assert.True(onCycle.TrueForAll(one => _all[one].Phase == Phase.WaitsForMore));
        Assert.True(onCycle.Count == 0 || onCycle.Exists(one => _all[one].IsPrepared));
        foreach (var victim in _graph.FindVictims(this))
        {
            var who = (int)victim.Number - 1;
            Cycles++;
            Assert.Contains(who, onCycle);
            if (IsWoundable(victim))
            {
                Wound(who);
                continue;
            }

            _all[who] = _all[who] with { Phase = Phase.TurnedDown, IsWoken = false, Blockers = 0 };
            _upgrades.Remove(victim);
            _graph.Remove(victim);
            Wake(who);
        }

        Assert.False(Array.Exists(Numbers, IsOnCycle));
    }

    private void Wound(int who)
    {
        Assert.False(_all[who].IsPrepared);
        _all[who].Wounds++;
        Assert.True(_all[who].Wounds < 15);
        Leave(who, Phase.Asks);
    }

    private void Leave(int who, Phase phase)
    {
        var owner = Locks.S(who + 1);
        _table.Release(owner);
        _upgrades.Remove(owner);
        _graph.Remove(owner);
        _all[who] = _all[who] with { Phase = phase, IsWoken = false, Blockers = 0, IsPrepared = false };
        Wake(who);
    }

    /// <summary>Whoever waited for it is to ask again; until then nobody knows for whom it waits.</summary>
    private void Wake(int gone)
    {
        for (var who = 0; who < _all.Length; who++)
        {
            if ((_all[who].Blockers & (1 << gone)) != 0)
            {
                _all[who].IsWoken = true;
                _graph.Remove(Locks.S(who + 1));
            }
        }
    }

    private bool IsOnCycle(int who)
    {
        var reached = BlockersOf(who);
        for (var i = 0; i < _all.Length * _all.Length; i++)
        {
            var one = i % _all.Length;
            reached |= (reached & (1 << one)) != 0 ? BlockersOf(one) : 0;
        }

        return (reached & (1 << who)) != 0;
    }

    private int BlockersOf(int who) => _all[who].IsWoken ? 0 : _all[who].Blockers;

    private int HeldBy(int who) => _all[who].Phase switch
    {
        Phase.Asks or Phase.Waits or Phase.Ended => 0,
        Phase.Holds or Phase.WaitsForMore or Phase.TurnedDown => programs[who].Acquires,
        Phase.HoldsMore => programs[who].All,
    };

    private void JudgeDecision(int who, bool isMore, LockDecision decision)
    {
        var wanted = isMore ? programs[who].Upgrades : programs[who].Acquires;
        for (var other = 0; other < _all.Length; other++)
        {
            var isOlder = Rank(other).CompareTo(Rank(who)) < 0;
            var isAtTheHead = _all[other].Phase == Phase.WaitsForMore && (!isMore || isOlder);
            var isInTheWay = other != who
                && (programs[who].Excludes(wanted, HeldBy(other))
                    || (isAtTheHead && programs[who].Excludes(wanted, programs[other].AtTheHead)));
            var loses = isInTheWay && !isOlder && !_all[other].IsPrepared;
            Assert.True(loses == decision.Victims.Contains(Locks.S(other + 1)));
            Assert.True((isInTheWay && !loses) == decision.Blockers.Contains(Locks.S(other + 1)));
        }
    }

    private (long Age, int Number) Rank(int who) => (AgeOf(Locks.S(who + 1)), who);

    private void Judge()
    {
        for (var who = 0; who < _all.Length; who++)
        {
            Assert.True(HeldBy(who) != 0 == _table.Holds(Locks.S(who + 1)));
            for (var other = who + 1; other < _all.Length; other++)
            {
                Assert.False(programs[who].Excludes(HeldBy(who), HeldBy(other)));
            }
        }
    }

    private void Restore(Settlement[] from)
    {
        _all = [.. from];
        _table = new LockTable();
        _upgrades = new WaitingUpgrades();
        _graph = new WaitForGraph();
        for (var who = 0; who < _all.Length; who++)
        {
            var owner = Locks.S(who + 1);
            if (HeldBy(who) != 0)
            {
                _table.Grant(owner, programs[who].AcquiredClaims);
            }

            if (_all[who].Phase == Phase.HoldsMore)
            {
                _table.Grant(owner, programs[who].UpgradedClaims);
            }

            if (_all[who].Phase == Phase.WaitsForMore)
            {
                _upgrades.Add(_table, new LockRequest(owner, AgeOf(owner), [.. programs[who].UpgradedClaims]));
            }

            if (BlockersOf(who) is var blockers && blockers != 0)
            {
                _graph.Set(owner, [.. Numbers.Where(i => (blockers & (1 << i)) != 0).Select(i => Locks.S(i + 1))]);
            }
        }
    }

    private static long KeyOf(Settlement[] all) => all.Aggregate(0L, (key, one) => (key << 12)
        | ((long)one.Phase << 9) | ((long)one.Wounds << 5) | (one.IsPrepared ? 16L : 0) | (one.IsWoken ? 8L : 0)
        | (long)one.Blockers);

    private record struct Settlement(Phase Phase, int Wounds, bool IsPrepared, bool IsWoken, int Blockers);
}
