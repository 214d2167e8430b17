namespace VeritasVault.Engine;

/// <summary>Why a ledger cannot be opened or used.</summary>
public enum LedgerFailure
{
    /// <summary>The store holds no ledger, and none was to be created.</summary>
    NotInitialised,

    /// <summary>The store holds a ledger already, of another name or operator than the one to be created.</summary>
    AlreadyInitialised,

    /// <summary>Name or operator of the ledger to be created break the grammar of ids.</summary>
    InvalidCreation,

    /// <summary>The stored history contradicts itself: damaged data. Restore a backup.</summary>
    Corrupt,

    /// <summary>The engine stopped and must be opened again.</summary>
    Stopped,

    /// <summary>No signing key was given, or it is not the ledger's.</summary>
    WrongKey,

    /// <summary>The store is behind the witness mark, or has another history than the mark remembers: an old copy, a
    /// cut or
    /// a forked one.</summary>
    BehindWitness,

    /// <summary>The witness mark is there but cannot be read.</summary>
    WitnessUnreadable,

    /// <summary>A loss is to be accepted under an origin that the ledger had before.</summary>
    OriginUsed,
}

/// <summary>A ledger cannot be opened or used.</summary>
public sealed class LedgerException : Exception
{
    /// <summary>Creates the exception.</summary>
    public LedgerException(LedgerFailure failure, string message, Exception? innerException = null)
        : base(message, innerException) => Failure = failure;

    /// <summary>What is the matter.</summary>
    public LedgerFailure Failure { get; }
}
