using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Simulator;

/// <summary>
/// The shape of a seed's world, drawn before anything else. Every seed leaves some things out altogether: bugs
/// that need the
/// absence of something are found as well.
/// </summary>
internal sealed record Knobs
{
    public static readonly SigningKey Key = SigningKey.FromSeed(new byte[SigningKey.SeedSize]);
    public static readonly ActorId Operator = ActorId.Local("operator");

    public required int Operations { get; init; }

    public required int Participants { get; init; }

    public required int AccountsEach { get; init; }

    public required int Assets { get; init; }

    public required int LegsMax { get; init; }

    public required int BatchMax { get; init; }

    /// <summary>Operations under way at once.</summary>
    public required int Window { get; init; }

    /// <summary>How eagerly clients send compared with lanes that step.</summary>
    public required int ClientPercent { get; init; }

    /// <summary>Time that passes at one step of the simulation, at most.</summary>
    public required long TickMicrosMax { get; init; }

    public required bool AscendingIds { get; init; }

    public required int ExtremePercent { get; init; }

    public required int WaitPercent { get; init; }

    public required int DatedPercent { get; init; }

    public required int RestartPercent { get; init; }

    /// <summary>How often each kind of operation is drawn; some are 0.</summary>
    public required int[] Weights { get; init; }

    public required SigningKnobs Signing { get; init; }

    public required PreparingKnobs Preparing { get; init; }

    public required ForeignKnobs Foreign { get; init; }

    /// <summary>Writes of the witness mark that fail.</summary>
    public required int MarkFailPercent { get; init; }

    /// <summary>The number of the operation before which the whole disk is copied, so that the copy can take its place
    /// in the end; null: the disk is never replaced.</summary>
    public required int? CopiedAt { get; init; }

    public required LedgerOptions Options { get; init; }

    public static Knobs Draw(SeededRandom random, int operations, SigningKnobs signing, PreparingKnobs preparing,
        ForeignKnobs foreign, SeededRandom mark)
    {
        var weights = new int[Enum.GetValues<OperationKind>().Length];
        for (var i = 0; i <= (int)OperationKind.Pause; i++)
        {
            weights[i] = random.Chance(25) ? 0 : random.Between(1, 10);
        }

        weights[(int)OperationKind.Submit] = 30;
        weights[(int)OperationKind.Key] = signing.KeyWeight;
        weights[(int)OperationKind.Approval] = signing.ApprovalWeight;
        weights[(int)OperationKind.Prepared] = preparing.CommandWeight;
        weights[(int)OperationKind.TradeAbroad] = foreign.TradeWeight;
        weights[(int)OperationKind.OperatorHelps] = foreign.OperatorWeight;
        weights[(int)OperationKind.Lock] = foreign.LockWeight;

        // A short run must not be used up by founding its world.
        var isSmall = operations < 100;
        return new Knobs
        {
            Operations = operations,
            Participants = random.Between(2, isSmall ? 3 : 5),
            AccountsEach = random.Between(1, isSmall ? 2 : 3),
            Assets = random.Between(1, isSmall ? 2 : 4),
            LegsMax = random.Pick([2, 2, 3, 6]),
            BatchMax = random.Pick([2, 3, 8]),
            Window = random.Pick([1, 4, 16, 64]),
            ClientPercent = random.Pick([20, 50, 80, 95]),
            TickMicrosMax = random.Pick([10L, 1_000, 100_000, 2_000_000]),
            AscendingIds = random.Chance(60),
            ExtremePercent = random.Pick([0, 2, 15]),
            WaitPercent = random.Pick([0, 30, 80]),
            DatedPercent = random.Pick([0, 10, 40]),
            RestartPercent = random.Pick([0, 1, 3]),
            Weights = weights,
            Signing = signing,
            Preparing = preparing,
            Foreign = foreign,
            MarkFailPercent = mark.Pick([0, 0, 30]),
            CopiedAt = mark.Chance(60) ? mark.Below(operations) : null,
            Options = DrawOptions(random),
        };
    }

    private static LedgerOptions DrawOptions(SeededRandom random)
    {
        var options = new LedgerOptions
        {
            CreateAs = new LedgerCreation { Name = "sim", Operator = Operator, Origin = Signer.Origin.Value },
            Key = Key,
            QueueCapacity = random.Pick([1, 4, 64, 1024]),
            BlockRecordsMax = random.Pick([1, 3, 8, 64]),
            BlockBytesMax = random.Pick([4096, 64 * 1024]),
            BlocksInFlight = random.Between(2, 4),
            ResumesPerBlockMax = random.Pick([1, 4, 64]),
            DerivedRecordsMax = random.Pick([1, 5, 20, 100]),
            RecentIdsPerGeneration = random.Pick([1, 4, 16]),
            ClockJumpMax = TimeSpan.FromSeconds(random.Pick([1, 5])),
            DowntimeMax = TimeSpan.FromMinutes(random.Pick([1, 60])),
            TrustClock = random.Chance(10),
        };
        return options;
    }
}
