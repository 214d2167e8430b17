namespace VeritasVault.Core;

/// <summary>Every bound of the core, in one place. A bound reached is a numbered outcome, never an exception.</summary>
public static class Limits
{
    /// <summary>Legs of one settlement.</summary>
    public const int LegsMax = 1024;

    /// <summary>Expected versions of one settlement.</summary>
    public const int ExpectedVersionsMax = 2048;

    /// <summary>Approvals sent with one settlement: two a leg.</summary>
    public const int ApprovalsMax = 2 * LegsMax;

    /// <summary>Approvals signed together.</summary>
    public const int ApprovalBatchMax = 1 << 20;

    /// <summary>Hashes that lead from one of them to what was signed.</summary>
    public const int ApprovalPathMax = 20;

    /// <summary>Keys one participant may ever register.</summary>
    public const int KeysPerParticipantMax = 64;

    /// <summary>Decimals of an asset.</summary>
    public const int ScaleMax = 30;

    /// <summary>Characters of a client reference.</summary>
    public const int ReferenceLengthMax = 256;

    /// <summary>Characters of a settlement's metadata.</summary>
    public const int MetadataLengthMax = 4096;

    /// <summary>Characters of a reason given by a person.</summary>
    public const int ReasonLengthMax = 256;

    /// <summary>Undecided settlements of the whole ledger.</summary>
    public const int OpenSettlementsMax = 1_000_000;

    /// <summary>Undecided settlements proposed by one participant's actor; the operator has the ledger's whole
    /// room.</summary>
    public const int OpenSettlementsPerActorMax = 100_000;

    /// <summary>Longest time-limited hold an external ledger may declare: 30 days.</summary>
    public const int HoldSecondsMax = 30 * 24 * 60 * 60;

    /// <summary>What must be left of every time-limited hold when a settlement is decided, in microseconds: time enough
    /// to tell the ledger.</summary>
    public const long HoldMarginMicros = 5_000_000;

    /// <summary>How long a settlement without an earlier deadline waits for a lock, in microseconds: a minute from when
    /// it was first found held, or since the ledger was opened.</summary>
    public const long LockWaitMicros = 60_000_000;

    /// <summary>Times a settlement is wounded before it counts as the oldest.</summary>
    public const int WoundsMax = 3;

    /// <summary>Longest lease of a person's lock: a day. It can be renewed.</summary>
    public const int LeaseSecondsMax = 24 * 60 * 60;

    /// <summary>Locks people hold at a time.</summary>
    public const int PeopleLocksMax = 10_000;

    /// <summary>Participants, keys, assets and accounts, each.</summary>
    public const int RegistryEntriesMax = 100_000_000;
}
