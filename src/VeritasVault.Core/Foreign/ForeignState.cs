namespace VeritasVault.Core;

/// <summary>How an operation stands on an external ledger; the numbers are part of the format.</summary>
public enum ForeignState : byte
{
    /// <summary>The ledger has never seen it.</summary>
    NotFound = 0,

    /// <summary>It is held: it will happen when told to.</summary>
    Prepared = 1,

    /// <summary>It happened, for good.</summary>
    Committed = 2,

    /// <summary>It was undone, or will never happen.</summary>
    Aborted = 3,

    /// <summary>The ledger refused it: certainly not done, and final.</summary>
    Refused = 4,
}
