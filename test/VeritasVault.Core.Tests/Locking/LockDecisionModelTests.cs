namespace VeritasVault.Core.Tests;

/// <summary>
/// Every decision there is with three owners and three resources, against the plain definition: two others that hold
/// and maybe wait for more, and one that asks.
/// </summary>
public sealed class LockDecisionModelTests(ITestOutputHelper output)
{
    private const int Older = 2;
    private const int Younger = 4;

    // Older than both others, between them, younger than both.
    private static readonly int[] Askers = [1, 3, 5];

    private readonly Ranks _ranks = new();
    private long _decisions;

    // Two resources of one shape: what is the same but for their names is decided once.
    [Theory]
    [InlineData("a0 u0 a0/u0", "a0", "u0", 500_000)]
    [InlineData("a0 a0/u0 a0/u1", "a0/u0", "a0/u1", 2_000_000)]
    public void Every_decision_is_the_one_that_the_definition_gives(
        string resources, string left, string right, int decisionsMin)
    {
        var world = new SmallWorld(resources.Split(' '));
        var cases = new Cases(world);
        var (one, other) = (Locks.Resource(left), Locks.Resource(right));
        foreach (var older in cases.Others)
        {
            var mirrored = (world.Mirrored(older.Held, one, other), world.Mirrored(older.Wanted, one, other));
            foreach (var younger in cases.Others)
            {
                if ((older.Held, older.Wanted).CompareTo(mirrored) <= 0 && !world.Excludes(older.Held, younger.Held))
                {
                    Check(world, cases, older, younger);
                }
            }
        }

        output.WriteLine($"{_decisions:N0} decisions");
        Assert.True(_decisions > decisionsMin);
    }

    private void Check(SmallWorld world, Cases cases, Other older, Other younger)
    {
        var table = new LockTable();
        var upgrades = new WaitingUpgrades();
        Enter(world, table, older.OwnerAs(Older), older);
        Enter(world, table, younger.OwnerAs(Younger), younger);
        Enqueue(world, table, upgrades, older.OwnerAs(Older), older);
        Enqueue(world, table, upgrades, younger.OwnerAs(Younger), younger);
        foreach (var asker in Askers)
        {
            foreach (var held in world.Sets)
            {
                if (world.Excludes(held, older.Held | younger.Held))
                {
                    continue;
                }

                if (held != 0)
                {
                    table.Grant(Locks.S(asker), world.ClaimsIn(held));
                }

                foreach (var request in cases.RequestsOf(asker))
                {
                    Check(world, cases, table, upgrades, older, younger, held, request);
                }

                table.Release(Locks.S(asker));
            }
        }
    }

    private void Check(
        SmallWorld world, Cases cases, LockTable table, WaitingUpgrades upgrades, Other older, Other younger, int held,
        (int Set, LockRequest Request) asked)
    {
        var added = cases.Added(held, asked.Set);
        var onHeld = cases.OnResourcesOf(held);
        var asker = asked.Request.Owner.Number;
        var (first, second) = (older.OwnerAs(Older), younger.OwnerAs(Younger));
        var isFirst = older.Held != 0 && IsInTheWay(older, isBefore: Older < asker);
        var isSecond = younger.Held != 0 && IsInTheWay(younger, isBefore: Younger < asker);
        var canFirstLose = isFirst && !older.IsPerson && asker < Older;
        var canSecondLose = isSecond && !younger.IsPerson && asker < Younger;

        // Whether somebody may be wounded matters only where it would be.
        for (var woundable = 0; woundable < 4; woundable++)
        {
            var (firstLoses, secondLoses) = ((woundable & 1) != 0, (woundable & 2) != 0);
            if ((firstLoses && !canFirstLose) || (secondLoses && !canSecondLose))
            {
                continue;
            }

            (_ranks.IsOlderWoundable, _ranks.IsYoungerWoundable) =
                (firstLoses || !canFirstLose, secondLoses || !canSecondLose);
            var decision = LockArbiter.Decide(table, asked.Request, upgrades, _ranks);
            var verdict = !isFirst && !isSecond ? LockVerdict.Granted
                : isFirst == firstLoses && isSecond == secondLoses ? LockVerdict.Wound
                : LockVerdict.Wait;
            var agrees = decision.Verdict == verdict
                && Names(decision.Victims, first, firstLoses, second, secondLoses)
                && Names(decision.Blockers, first, isFirst && !firstLoses, second, isSecond && !secondLoses);
            Assert.True(
                agrees,
                agrees ? "" : $"{older} {younger} woundable={woundable} {asker} holds {held} asks {asked.Set}:"
                    + $" {decision.Verdict} [{string.Join(',', decision.Victims)}]"
                    + $" [{string.Join(',', decision.Blockers)}]");
            _decisions++;
        }

        bool IsInTheWay(Other other, bool isBefore) =>
            world.Excludes(asked.Set, other.Held)
            || world.Excludes(isBefore ? added : added & ~onHeld, other.AtTheHead);
    }

    private static bool Names(LockOwner[] owners, LockOwner first, bool isFirst, LockOwner second, bool isSecond) =>
        owners.Length == (isFirst ? 1 : 0) + (isSecond ? 1 : 0)
        && isFirst == (Array.IndexOf(owners, first) >= 0)
        && isSecond == (Array.IndexOf(owners, second) >= 0);

    private static void Enter(SmallWorld world, LockTable table, LockOwner owner, Other other)
    {
        if (other.IsPerson)
        {
            var claim = world.ClaimsIn(other.Held)[0];
            var held = Locks.Person(owner.Number, "S:a0") with { Resource = claim.Resource, Mode = claim.Mode };
            table.GrantToPerson(held);
        }
        else if (other.Held != 0)
        {
            table.Grant(owner, world.ClaimsIn(other.Held));
        }
    }

    private static void Enqueue(
        SmallWorld world, LockTable table, WaitingUpgrades upgrades, LockOwner owner, Other other)
    {
        if (other.Wanted != 0)
        {
            upgrades.Add(table, new LockRequest(owner, owner.Number, [.. world.ClaimsIn(other.Wanted)]));
        }
    }

    /// <summary>Somebody who holds and maybe waits for more.</summary>
    /// <param name="Held">What it holds.</param>
    /// <param name="Wanted">What it waits for.</param>
    /// <param name="AtTheHead">What it will hold on those resources: nothing new that excludes it goes before.</param>
    /// <param name="IsPerson">Whether it is a person's lock.</param>
    private sealed record Other(int Held, int Wanted, int AtTheHead, bool IsPerson)
    {
        public LockOwner OwnerAs(long number) => IsPerson ? Locks.P(number) : Locks.S(number);
    }

    private sealed class Cases
    {
        private readonly Dictionary<int, (int Set, LockRequest Request)[]> _requests = [];
        private readonly int[] _added = new int[1 << 16];
        private readonly int[] _onResources = new int[1 << 8];

        public Cases(SmallWorld world)
        {
            foreach (var asker in Askers)
            {
                _requests[asker] = [.. world.Sets.Where(set => set != 0)
                    .Select(set => (set, new LockRequest(Locks.S(asker), asker, [.. world.ClaimsIn(set)])))];
            }

            foreach (var held in world.Sets)
            {
                Others.Add(new Other(held, 0, 0, IsPerson: false));
                _onResources[held] = world.OnResourcesOf(held);
                foreach (var set in world.Sets)
                {
                    _added[(held << 8) | set] = world.Added(held, set);
                }

                if (world.ClaimsIn(held) is [{ Mode: not LockMode.Escrow }])
                {
                    Others.Add(new Other(held, 0, 0, IsPerson: true));
                }
            }

            foreach (var (held, wanted) in world.Upgrades)
            {
                Others.Add(new Other(held, wanted, wanted | (held & world.OnResourcesOf(wanted)), IsPerson: false));
            }
        }

        public List<Other> Others { get; } = [];

        public (int Set, LockRequest Request)[] RequestsOf(int asker) => _requests[asker];

        public int Added(int held, int set) => _added[(held << 8) | set];

        public int OnResourcesOf(int set) => _onResources[set];
    }

    private sealed class Ranks : ILockRanks
    {
        public bool IsOlderWoundable { get; set; }

        public bool IsYoungerWoundable { get; set; }

        public long AgeOf(LockOwner settlement) => settlement.Number;

        public bool IsWoundable(LockOwner settlement) =>
            settlement.Number == Older ? IsOlderWoundable : IsYoungerWoundable;
    }
}
