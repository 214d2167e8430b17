namespace VeritasVault.Core;

/// <summary>What an external ledger offers between preparing and deciding; the numbers are part of the
/// format.</summary>
public enum LedgerHold : byte
{
    /// <summary>What it has prepared it holds until it is told how it ends.</summary>
    Binding = 0,

    /// <summary>What it has prepared it holds for a limited time: atomicity is conditional on deciding in
    /// time.</summary>
    TimeLimited = 1,

    /// <summary>It executes at once and refunds: executing is its prepare, refunding its abort.</summary>
    Compensating = 2,

    /// <summary>It executes and cannot undo: it is called last, after everybody else is prepared.</summary>
    None = 3,
}
