namespace VeritasVault.Storage;

/// <summary>The steps of a <see cref="MemoryLedgerStore"/>, in the order in which an operation passes them.</summary>
public enum StoreStep
{
    /// <summary>The store is being opened; nothing was read yet.</summary>
    Opening = 0,

    /// <summary>A commit was checked; nothing is written yet. A crash or failure here loses the block.</summary>
    CommitStarting,

    /// <summary>The block is durable but its writer was not told. A crash or failure here keeps the block.</summary>
    CommitDurable,

    /// <summary>A derived write was checked; nothing is written yet.</summary>
    DeriveStarting,

    /// <summary>The derived write is visible but not durable, and its writer was not told.</summary>
    DeriveWritten,

    /// <summary>A flush begins; nothing is durable by it yet.</summary>
    FlushStarting,

    /// <summary>Everything written is durable but the caller was not told.</summary>
    FlushDone,

    /// <summary>A block is about to be read.</summary>
    ReadingBlock,

    /// <summary>A row is about to be read.</summary>
    ReadingRow,

    /// <summary>A scan begins; its state is not fixed yet.</summary>
    Scanning,
}

/// <summary>Watches the steps of a <see cref="MemoryLedgerStore"/> and may make any of them fail.</summary>
public interface IStoreFaults
{
    /// <summary>
    /// Called on the caller's thread at every step, outside all locks. An exception thrown here leaves the operation at
    /// that step: a <see cref="StoreException"/> plays a failure of the environment, any other type is the caller's own
    /// (a simulated crash).
    /// A write interrupted by anything but <see cref="StoreFailure.NoSpace"/> at its first step leaves the store
    /// unusable.
    /// </summary>
    void At(StoreStep step);
}
