namespace VeritasVault.External;

/// <summary>How firmly a foreign ledger can promise.</summary>
public enum LedgerHold
{
    /// <summary>A prepared operation stays prepared until commit or abort, however long that takes.</summary>
    Binding = 0,

    /// <summary>A prepared operation lapses by itself after a time; it is then <see cref="ForeignState.Aborted"/>.
    /// Atomicity over such a ledger is conditional: commit must arrive in time.</summary>
    TimeLimited = 1,

    /// <summary>The ledger cannot hold. Prepare executes, abort refunds, commit only confirms. Between prepare and
    /// abort the receiver could have spent what a refund needs: a refund that is refused is an incident.</summary>
    Compensating = 2,

    /// <summary>Neither hold nor refund: commit executes at once and for good. Such a ledger is called last, and from
    /// then on only <see cref="IExternalLedger.QueryAsync"/> tells what happened.</summary>
    None = 3,
}

/// <summary>What a foreign ledger can do; it is told once and never changes while operations are open.</summary>
public sealed record LedgerCapabilities
{
    private LedgerCapabilities(LedgerHold hold, int? holdSecondsMax = null)
    {
        Hold = hold;
        HoldSecondsMax = holdSecondsMax;
    }

    /// <summary>Holds last until commit or abort.</summary>
    public static LedgerCapabilities Binding { get; } = new(LedgerHold.Binding);

    /// <summary>No holds: execute and refund.</summary>
    public static LedgerCapabilities Compensating { get; } = new(LedgerHold.Compensating);

    /// <summary>No holds and no refunds: commit only.</summary>
    public static LedgerCapabilities None { get; } = new(LedgerHold.None);

    /// <summary>How firmly the ledger can promise.</summary>
    public LedgerHold Hold { get; }

    /// <summary>Longest hold in seconds; set for <see cref="LedgerHold.TimeLimited"/> and for nothing else.</summary>
    public int? HoldSecondsMax { get; }

    /// <summary>Whether <see cref="IExternalLedger.PrepareAsync"/> and <see cref="IExternalLedger.AbortAsync"/> mean
    /// anything to the ledger.</summary>
    public bool CanPrepare => Hold switch
    {
        LedgerHold.Binding or LedgerHold.TimeLimited or LedgerHold.Compensating => true,
        LedgerHold.None => false,
    };

    /// <summary>Holds lapse after at most so many seconds.</summary>
    public static LedgerCapabilities TimeLimited(int holdSecondsMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(holdSecondsMax);
        return new LedgerCapabilities(LedgerHold.TimeLimited, holdSecondsMax);
    }
}
