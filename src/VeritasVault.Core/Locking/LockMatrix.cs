namespace VeritasVault.Core;

/// <summary>Everything that can be held on one resource. A lock on a position is at the same time an intent on its
/// account and on its asset, so that whoever wants the whole need not look at its parts.</summary>
[Flags]
internal enum LockLevels : byte
{
    None = 0,
    Shared = 1,
    Escrow = 2,
    Exclusive = 4,

    /// <summary>A shared lock on a position below.</summary>
    IntentShared = 8,

    /// <summary>An escrow or exclusive lock on a position below.</summary>
    IntentChange = 16,
}

/// <summary>Which levels exclude each other between two owners, and how modes become levels.</summary>
internal static class LockMatrix
{
    public const int LevelCount = 5;

    // Symmetric. Intents meet neither each other nor escrow: whether two positions differ is not the parent's business,
    // and escrow is not offered on what has positions below it.
    private static readonly LockLevels[] Conflicts =
    [
        LockLevels.Escrow | LockLevels.Exclusive | LockLevels.IntentChange,
        LockLevels.Shared | LockLevels.Exclusive,
        LockLevels.Shared | LockLevels.Escrow | LockLevels.Exclusive | LockLevels.IntentShared
            | LockLevels.IntentChange,
        LockLevels.Exclusive,
        LockLevels.Shared | LockLevels.Exclusive,
    ];

    /// <summary>What others must not hold where somebody holds this level.</summary>
    public static LockLevels ConflictsOf(LockLevels level) => Conflicts[Place(level)];

    /// <summary>The number of a single level, from 0.</summary>
    public static int Place(LockLevels level)
    {
        var place = System.Numerics.BitOperations.TrailingZeroCount((uint)level);
        Invariant.Holds(place < LevelCount && (int)level == 1 << place);
        return place;
    }

    /// <summary>The level of a lock on the resource itself.</summary>
    public static LockLevels LevelOf(LockMode mode) => mode switch
    {
        LockMode.Shared => LockLevels.Shared,
        LockMode.Escrow => LockLevels.Escrow,
        LockMode.Exclusive => LockLevels.Exclusive,
    };

    /// <summary>The level that a lock on a position has on its account and its asset.</summary>
    public static LockLevels IntentOf(LockMode mode) => mode switch
    {
        LockMode.Shared => LockLevels.IntentShared,
        LockMode.Escrow or LockMode.Exclusive => LockLevels.IntentChange,
    };

    /// <summary>The weakest mode that gives what both give. Who counts on a position standing still and changes it
    /// beside others would contradict itself, so shared and escrow together are exclusive.</summary>
    public static LockMode Join(LockMode left, LockMode right) => left == right ? left : LockMode.Exclusive;

    /// <summary>The join with what may not be held at all yet.</summary>
    public static LockMode Join(LockMode? held, LockMode wanted) => held is { } mode ? Join(mode, wanted) : wanted;
}
