using VeritasVault.Core;
using VeritasVault.External;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>How a ledger is created.</summary>
public sealed record LedgerCreation
{
    /// <summary>The ledger's name, of the grammar of ids.</summary>
    public string Name { get; init; } = "main";

    /// <summary>The actor that administers it.</summary>
    public ActorId Operator { get; init; } = ActorId.Local("operator");

    /// <summary>The name its log signs under, one of its own in the world: signed approvals are for this log only.
    /// Null: the
    /// ledger's name, a slash and eight hex digits of its key.</summary>
    public string? Origin { get; init; }
}

/// <summary>The settings of one opened ledger; checked once when it is opened and immutable after.</summary>
public sealed record LedgerOptions
{
    /// <summary>Creates the ledger when the store is empty; null opens existing ledgers only.</summary>
    public LedgerCreation? CreateAs { get; init; }

    /// <summary>The key that signs the ledger's checkpoints; the ledger does not dispose it. Null opens an existing
    /// ledger for
    /// questions only: nothing is recorded without it.</summary>
    public SigningKey? Key { get; init; }

    /// <summary>Where the last checkpoint is remembered outside the store; null: nowhere, and an old copy of the
    /// store is not
    /// noticed.</summary>
    public IWitnessMarkStore? Witness { get; init; }

    /// <summary>Opens a store behind its witness mark all the same, under this new origin; what the mark knows of the
    /// loss is
    /// recorded.</summary>
    public string? AcceptLossAs { get; init; }

    /// <summary>The adapters of external ledgers, by the id under which each is registered. What has none waits for the
    /// operator.</summary>
    public IReadOnlyDictionary<string, IExternalLedger> ExternalLedgers { get; init; } =
        new Dictionary<string, IExternalLedger>(StringComparer.Ordinal);

    /// <summary>How often and how patiently external ledgers are called before the operator is asked.</summary>
    public ResilientLedgerOptions ForeignRetries { get; init; } = new();

    /// <summary>The way to external ledgers; null: the adapters above, in real time.</summary>
    internal IForeignCalls? ForeignCalls { get; init; }

    /// <summary>Commands and batches that may wait for the writer lane: 1 to 1,048,576, default 65,536. Beyond:
    /// QUEUE_FULL.</summary>
    public int QueueCapacity { get; init; } = 65_536;

    /// <summary>Submissions in one batch: 1 to 65,536, default 16,384.</summary>
    public int BatchMax { get; init; } = 16_384;

    /// <summary>Records of one block: 1 to 65,536, default 8,192.</summary>
    public int BlockRecordsMax { get; init; } = 8_192;

    /// <summary>Bytes after which a block takes no further record: 4 KiB to 8 MiB, default 4 MiB.</summary>
    public int BlockBytesMax { get; init; } = 4 * 1024 * 1024;

    /// <summary>Blocks that exist at the same time: 2 to 64, default 8. When all are under way, the writer lane
    /// pauses.</summary>
    public int BlocksInFlight { get; init; } = 8;

    /// <summary>Waiting settlements tried again per block: 1 to 65,536, default 4,096.</summary>
    public int ResumesPerBlockMax { get; init; } = 4_096;

    /// <summary>Records after which the derived tables are written: 1 to 1,048,576, default 65,536.</summary>
    public int DerivedRecordsMax { get; init; } = 65_536;

    /// <summary>Ids kept together in memory until the index has them: 1 to 1,048,576, default 65,536.</summary>
    public int RecentIdsPerGeneration { get; init; } = 65_536;

    /// <summary>Largest step of the wall clock that is believed: 1 ms to 1 h, default 5 s.</summary>
    public TimeSpan ClockJumpMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest time since the last block that is believed at open: 1 min to 10 years, default 90
    /// days.</summary>
    public TimeSpan DowntimeMax { get; init; } = TimeSpan.FromDays(90);

    /// <summary>The operator confirms the wall clock, however far it is from the last block.</summary>
    public bool TrustClock { get; init; }

    /// <summary>Who verifies signatures. The simulator remembers verdicts here, for its runs ask the same a thousand
    /// times.</summary>
    internal IEd25519Verifier Ed25519 { get; init; } = LedgerEd25519.Instance;

    internal void Check()
    {
        InRange(QueueCapacity, 1, 1_048_576, nameof(QueueCapacity));
        InRange(BatchMax, 1, 65_536, nameof(BatchMax));
        InRange(BlockRecordsMax, 1, 65_536, nameof(BlockRecordsMax));
        InRange(BlockBytesMax, 4096, 8 * 1024 * 1024, nameof(BlockBytesMax));
        InRange(BlocksInFlight, 2, 64, nameof(BlocksInFlight));
        InRange(ResumesPerBlockMax, 1, 65_536, nameof(ResumesPerBlockMax));
        InRange(DerivedRecordsMax, 1, 1_048_576, nameof(DerivedRecordsMax));
        InRange(RecentIdsPerGeneration, 1, 1_048_576, nameof(RecentIdsPerGeneration));
        InRange(ClockJumpMax, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1), nameof(ClockJumpMax));
        InRange(DowntimeMax, TimeSpan.FromMinutes(1), TimeSpan.FromDays(3653), nameof(DowntimeMax));
        if (CreateAs is { } creation && (!TextId.IsValid(creation.Name) || creation.Operator.IsEmpty
            || (creation.Origin is { } origin && !Core.Origin.TryParse(origin, out _))))
        {
            throw new LedgerException(
                LedgerFailure.InvalidCreation,
                "a ledger is created with a name of the grammar of ids, an operator and a valid origin or none");
        }

        if (AcceptLossAs is { } renewed && !Core.Origin.TryParse(renewed, out _))
        {
            throw new LedgerException(LedgerFailure.InvalidCreation, $"'{renewed}' is not a valid origin");
        }
    }

    private static void InRange<T>(T value, T least, T most, string name)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} lies between {least} and {most}");
        }
    }
}
