namespace VeritasVault.Storage;

/// <summary>One row of a table.</summary>
/// <param name="Key">1 to 64 bytes, compared as unsigned bytes.</param>
/// <param name="Value">0 to 16 MiB.</param>
public readonly record struct StoreRow(byte[] Key, byte[] Value);

/// <summary>A put (<paramref name="Value"/> given) or a removal (null) of one key.</summary>
/// <param name="Table">The table written.</param>
/// <param name="Key">1 to 64 bytes.</param>
/// <param name="Value">The new value, or null to remove the key; removing an absent key is no error.</param>
public readonly record struct StoreChange(StoreTable Table, byte[] Key, byte[]? Value);

/// <summary>A block and what must become durable together with it.</summary>
/// <param name="BlockNo">Exactly one more than <see cref="ILedgerStore.LastBlockNo"/>; all else is our error.</param>
/// <param name="Bytes">The block as one value; valid during the call only.</param>
/// <param name="Alongside">Puts and removals in tables that are not derived (metadata); may be empty.</param>
public readonly record struct BlockWrite(
    long BlockNo,
    ReadOnlyMemory<byte> Bytes,
    IReadOnlyList<StoreChange> Alongside);

/// <summary>How much room the store has left.</summary>
public enum StoreSpace
{
    /// <summary>Room enough.</summary>
    Enough = 0,

    /// <summary>Below the reserve: what is under way may finish, nothing new is accepted.</summary>
    Low = 1,
}
