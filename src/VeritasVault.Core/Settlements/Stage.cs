namespace VeritasVault.Core;

/// <summary>The stages of a settlement's life, in order; the numbers are part of the format.</summary>
public enum Stage : byte
{
    /// <summary>Created; waits here for consents.</summary>
    Initiated = 0,

    /// <summary>Preconditions are checked; waits here for its date or a thaw.</summary>
    Validating = 1,

    /// <summary>Resources are set aside; waits here for funds.</summary>
    Reserving = 2,

    /// <summary>The transfers are executed. From here on nothing expires.</summary>
    Committing = 3,

    /// <summary>The result is compared with what was promised.</summary>
    Verifying = 4,

    /// <summary>The records are finished.</summary>
    Completing = 5,

    /// <summary>It did not happen, for good.</summary>
    Failed = 6,

    /// <summary>All of it happened.</summary>
    Completed = 7,
}

/// <summary>Whether it is decided, and which way.</summary>
public enum Decision : byte
{
    /// <summary>Undecided: everything can still expire, be rejected or be cancelled.</summary>
    None = 0,

    /// <summary>It happens; nothing can stop it.</summary>
    Commit = 1,

    /// <summary>It does not happen; nothing can bring it back.</summary>
    Abort = 2,
}
