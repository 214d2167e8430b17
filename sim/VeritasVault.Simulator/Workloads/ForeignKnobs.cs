using VeritasVault.Core;

namespace VeritasVault.Simulator;

/// <summary>
/// Which external ledgers a seed's world has, how they fail, and what people lock. Drawn from a stream of its own: a
/// seed without any sends what it would send if there were no such thing.
/// </summary>
internal sealed record ForeignKnobs
{
    private static readonly int FaultKinds = Enum.GetValues<CallFault>().Length;

    /// <summary>What each of the external ledgers offers; empty: there are none.</summary>
    public LedgerHold[] Holds { get; private init; } = [];

    /// <summary>How long a time-limited hold stands.</summary>
    public int HoldSeconds { get; private init; }

    /// <summary>How far an account there may go below zero.</summary>
    public int Overdraft { get; private init; }

    /// <summary>Settlements with legs on external ledgers.</summary>
    public int SettlementPercent { get; private init; }

    /// <summary>Their legs, beside the first, that are there.</summary>
    public int LegPercent { get; private init; }

    /// <summary>Settlements that want their positions for themselves.</summary>
    public int ExclusivePercent { get; private init; }

    /// <summary>How often somebody submits a trade made to go through, as far as it is up to this ledger.</summary>
    public int TradeWeight { get; private init; }

    /// <summary>How often the operator resumes or aborts something.</summary>
    public int OperatorWeight { get; private init; }

    /// <summary>How often people take, renew, strengthen or give back a lock.</summary>
    public int LockWeight { get; private init; }

    /// <summary>Tries of a call before it is given up.</summary>
    public int TriesMax { get; private init; }

    /// <summary>Longest way of a request or an answer, in simulation steps.</summary>
    public int StepsOnTheWay { get; private init; }

    /// <summary>How often each fault strikes a try, in percent; some are 0.</summary>
    public IReadOnlyList<int> FaultPercents { get; private init; } = new int[FaultKinds];

    public bool HasLedgers => Holds.Length > 0;

    public bool HasLocks => LockWeight > 0 || ExclusivePercent > 0;

    /// <summary>Whether there is anything of it at all.</summary>
    public bool IsOn => HasLedgers || HasLocks;

    public static ForeignKnobs Draw(SeededRandom random, int operations)
    {
        if (!random.Chance(42))
        {
            return new ForeignKnobs();
        }

        // A short run must not be used up by founding its world.
        var holds = new LedgerHold[operations < 100 ? 1 : random.Between(1, 3)];
        for (var i = 0; i < holds.Length; i++)
        {
            holds[i] = random.Pick(Enum.GetValues<LedgerHold>());
        }

        var faults = new int[FaultKinds];
        for (var fault = CallFault.RequestLost; (int)fault < FaultKinds; fault++)
        {
            faults[(int)fault] = random.Chance(50) ? 0 : random.Pick([2, 8, 20]);
        }

        // A ledger that is away takes all calls with it.
        faults[(int)CallFault.Unreachable] = (faults[(int)CallFault.Unreachable] + 3) / 4;
        var (hasLedgers, hasLocks) = (random.Chance(85), random.Chance(50));
        return new ForeignKnobs
        {
            Holds = hasLedgers ? holds : [],
            HoldSeconds = random.Pick([6, 30, 600, 3600]),
            Overdraft = random.Pick([100, 1_000, 1_000_000]),
            SettlementPercent = random.Pick([10, 30, 60]),
            LegPercent = random.Pick([20, 50, 80]),
            ExclusivePercent = hasLocks ? random.Pick([0, 20, 60]) : 0,
            TradeWeight = hasLedgers ? random.Pick([20, 60]) : 0,
            OperatorWeight = hasLedgers ? random.Pick([2, 6, 12]) : 0,
            LockWeight = hasLocks ? random.Pick([0, 10, 30]) : 0,
            TriesMax = random.Between(1, 4),
            StepsOnTheWay = random.Pick([1, 5, 30]),
            FaultPercents = faults,
        };
    }
}
