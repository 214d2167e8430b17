namespace VeritasVault.Core.Tests;

/// <summary>Looks at a storm after every step: who waits for whom, who holds what, what is set aside.</summary>
internal sealed class LedgerStormJudge
{
    private const int WholeLookEvery = 25;

    private readonly LedgerStorm _storm;
    private readonly LackFinder _finder;
    private readonly SettlementRanks _ranks;
    private readonly List<Lack> _lacks = [];
    private readonly List<byte[]> _records = [];

    public LedgerStormJudge(LedgerStorm storm)
    {
        _storm = storm;
        _finder = new LackFinder(storm.Core.State);
        _ranks = new SettlementRanks(storm.Core.State);
        storm.Writing = Note;
        storm.Stepped = Judge;
    }

    /// <summary>The stored form of every record, genesis first.</summary>
    public IReadOnlyList<byte[]> Records => _records;

    /// <summary>How often each thing happened.</summary>
    public SortedDictionary<string, int> Happened { get; } = new(StringComparer.Ordinal);

    public int Ended { get; private set; }

    private LedgerState State => _storm.Core.State;

    private void Note(LedgerRecord record)
    {
        _records.Add(Tests.Records.Bytes(record));
        switch (record)
        {
            case SettlementRecord { Cause: Cause.Wound } wounded:
                // Otherwise two could take the same locks from each other for ever.
                var wounds = State.Open.Find(wounded.Id)!.Wounds + 1;
                Assert.InRange(wounds, 1, Limits.WoundsMax);
                Count("wound");
                Count($"attempt {wounds + 1}");
                break;
            case SettlementRecord { IsDecided: true } decided:
                Ended++;
                Count(decided.Code.Name());
                break;
            case RegistryRecord { Command: LockCommand command }:
                Count(command.GetType().Name);
                break;
            default:
                break;
        }
    }

    private void Count(string what) => Happened[what] = Happened.GetValueOrDefault(what) + 1;

    private void Judge()
    {
        var waits = new Dictionary<LockOwner, LockOwner[]>();
        var waiting = State.Open.OldestFirst.Where(one => !one.IsUnderWay && one.Stage == Stage.Reserving);
        foreach (var open in State.Locks.IsEmpty ? [] : waiting)
        {
            _finder.Find(open, _storm.Now, _lacks);
            var owner = LockOwner.Settlement(open.Sequence);
            var blockers = _lacks.Where(lack => lack.Kind == WaitKind.Lock).Select(lack => lack.Holder).ToArray();
            if (blockers.Length > 0)
            {
                Assert.False(State.Locks.Holds(owner));
                waits.Add(owner, blockers);
                JudgeAges(open, blockers, blockers.Length == _lacks.Count);
            }
        }

        Count(waits.Count > 0 ? "step with waits" : "step without waits");
        Assert.False(IsCycleIn(waits));
        if (_storm.Steps % WholeLookEvery == 0 || _storm.IsOver)
        {
            JudgeHolders();
            JudgeReservations();
        }
    }

    // Whoever was just asked has preempted every younger one that may be; one that came since is preempted at the next
    // try, so nobody ever waits for such ones alone once what a block woke was tried.
    private void JudgeAges(OpenSettlement waiting, LockOwner[] blockers, bool lacksNothingElse)
    {
        var asked = SettlementClaims.RequestOf(waiting.Sequence, waiting.Wounds, []);
        bool Loses(LockOwner owner) => !owner.IsPerson && _ranks.IsWoundable(owner)
            && (asked.Age, waiting.Sequence).CompareTo((_ranks.AgeOf(owner), owner.Number)) < 0;
        if (waiting.Request.Id == _storm.Asked)
        {
            Assert.DoesNotContain(blockers, Loses);
        }

        if (_storm.IsAtRest && lacksNothingElse)
        {
            Assert.False(Array.TrueForAll(blockers, Loses));
        }
    }

    /// <summary>Takes away whoever waits for nobody that waits, until nobody is left or nobody can go.</summary>
    private static bool IsCycleIn(Dictionary<LockOwner, LockOwner[]> waits)
    {
        var left = new Dictionary<LockOwner, LockOwner[]>(waits);
        while (left.FirstOrDefault(pair => !Array.Exists(pair.Value, left.ContainsKey)) is { Value: not null } free)
        {
            left.Remove(free.Key);
        }

        return left.Count > 0;
    }

    private void JudgeHolders()
    {
        var held = State.Locks.Owners.SelectMany(
            owner => State.Locks.ClaimsOf(owner).ToArray().Select(claim => (Owner: owner, Claim: claim))).ToArray();
        foreach (var (owner, claim) in held)
        {
            Assert.True(owner.IsPerson
                ? State.Locks.FindPerson(owner.Number)!.Expiry > default(Timestamp)
                : State.Open.Find(owner.Number)!.HoldsLocks);
            foreach (var (other, against) in held)
            {
                Assert.True(owner == other || GoTogether(claim, against), $"{owner} {claim} and {other} {against}");
            }
        }
    }

    // On one resource: all shared, or all in escrow. Between a whole and a position in it: only what is shared goes
    // with what is shared.
    private static bool GoTogether(LockClaim one, LockClaim other)
    {
        if (one.Resource == other.Resource)
        {
            return one.Mode == other.Mode && one.Mode != LockMode.Exclusive;
        }

        var (position, whole) = one.Resource.IsPosition ? (one, other) : (other, one);
        var isInside = position.Resource.IsPosition && whole.Resource.Kind switch
        {
            ResourceKind.Account => whole.Resource.First == position.Resource.First,
            ResourceKind.Asset => whole.Resource.First == position.Resource.Second,
            _ => false,
        };
        return !isInside || (position.Mode == LockMode.Shared && whole.Mode == LockMode.Shared);
    }

    private void JudgeReservations()
    {
        var reserved = new Dictionary<(int, int), Int128>();
        foreach (var net in State.Open.OldestFirst.SelectMany(open => open.Reserved).Where(net => net.Delta < 0))
        {
            var position = (net.AccountIndex, net.AssetIndex);
            reserved[position] = reserved.GetValueOrDefault(position) - net.Delta;
        }

        for (var i = 0; i < State.Positions.Count; i++)
        {
            ref readonly var position = ref State.Positions.At(i);
            Assert.Equal(
                reserved.GetValueOrDefault((position.AccountIndex, position.AssetIndex)), position.Reserved);
            Assert.True(State.Accounts[position.AccountIndex].Id.Value == "mint"
                || position.Balance >= position.Reserved);
        }

        Assert.Null(Conservation.FirstViolation(State));
    }
}
