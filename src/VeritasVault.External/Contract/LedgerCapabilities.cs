using VeritasVault.Core;

namespace VeritasVault.External;

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
