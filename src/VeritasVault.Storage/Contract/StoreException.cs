namespace VeritasVault.Storage;

/// <summary>What is known about the store after a failure; decides what may happen next.</summary>
public enum StoreFailure
{
    /// <summary>A write may or may not have taken effect. Stop, dispose, reopen; never retry the write.</summary>
    StateUnknown,

    /// <summary>Certainly nothing was written because there is no room; freeing some and repeating is safe.</summary>
    NoSpace,

    /// <summary>Stored bytes are damaged. Nothing is served from them; restore a backup.</summary>
    Corrupt,

    /// <summary>The store was written by another version of the format.</summary>
    OtherVersion,

    /// <summary>Another process has the store open.</summary>
    Locked,

    /// <summary>There is no store at this place.</summary>
    NotFound,

    /// <summary>The environment refuses (permissions, not a directory); nothing was written.</summary>
    Unavailable,
}

/// <summary>A failure of the environment below a store, sorted by what is known about the stored state.</summary>
public sealed class StoreException : Exception
{
    /// <summary>Creates the exception.</summary>
    public StoreException(StoreFailure failure, string message, Exception? innerException = null)
        : base(message, innerException) => Failure = failure;

    /// <summary>What is known about the store now.</summary>
    public StoreFailure Failure { get; }
}
