namespace VeritasVault.Storage;

/// <summary>
/// Durable storage of one ledger. The blocks are the truth; every other table is derived from them and may lag.
/// </summary>
/// <remarks>
/// <para>Threading: <see cref="Commit"/> and <see cref="Derive"/> may be called from two different threads at once,
/// each from one thread at a time; reads may come from any thread at any time and see a state that some completed
/// write left.</para>
/// <para>Failures: every member throws <see cref="StoreException"/> and nothing else for the environment's faults.
/// Whoever catches <see cref="StoreFailure.StateUnknown"/> must stop using this instance, dispose it and open the store
/// again.</para>
/// <para>Buffers: the store owns nothing it is handed after a call returned, and what it returns belongs to the
/// caller.</para>
/// </remarks>
public interface ILedgerStore : IDisposable
{
    /// <summary>Number of the last durable block; 0 when the ledger has none yet (block numbers start at 1).</summary>
    long LastBlockNo { get; }

    /// <summary>How much room is left; checked by the engine before it applies a command.</summary>
    StoreSpace Space { get; }

    /// <summary>
    /// Writes the block and what must appear together with it. Atomic, and durable when this returns: after any crash
    /// the reopened store holds all of it or, if this did not return, all or nothing of it.
    /// </summary>
    /// <exception cref="StoreException">
    /// <see cref="StoreFailure.NoSpace"/>: certainly nothing was written, the call may be repeated.
    /// <see cref="StoreFailure.StateUnknown"/>: nobody knows; never repeat, reopen.
    /// </exception>
    void Commit(in BlockWrite block);

    /// <summary>
    /// Writes derived data. Atomic and ordered after all earlier writes of this instance, but durable only some time
    /// later or at <see cref="Flush"/>: after a crash the reopened store holds a prefix of the derived writes.
    /// </summary>
    void Derive(DerivedWrite write);

    /// <summary>Makes everything written so far durable.</summary>
    void Flush();

    /// <summary>The bytes of a block, or null when there is none of this number.</summary>
    byte[]? ReadBlock(long blockNo);

    /// <summary>
    /// Fills <paramref name="destination"/> with the bytes of a block from <paramref name="offset"/> on. The cost is
    /// that of the bytes asked for, not of the block: a proof needs a few hundred of a megabyte.
    /// </summary>
    /// <returns>False when there is no block of this number; the destination is undefined then.</returns>
    /// <exception cref="StoreException">Also <see cref="StoreFailure.Corrupt"/> when the block ends before.</exception>
    bool ReadBlock(long blockNo, int offset, Span<byte> destination);

    /// <summary>The value of a key, or null.</summary>
    byte[]? Read(StoreTable table, ReadOnlySpan<byte> key);

    /// <summary>
    /// The rows of a table with <paramref name="from"/> ≤ key &lt; <paramref name="to"/> in ascending order of unsigned
    /// key bytes; an empty <paramref name="to"/> means to the end. A scan sees the state at its start, which is the
    /// first step of the enumeration; enumerating again is another scan. Dispose an enumerator that is not run to its
    /// end.
    /// </summary>
    IEnumerable<StoreRow> Scan(StoreTable table, byte[] from, byte[] to);
}
