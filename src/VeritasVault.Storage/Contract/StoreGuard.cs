namespace VeritasVault.Storage;

/// <summary>
/// Checks what a store is handed. These are our own bugs, not the environment's, so they are no
/// <see cref="StoreException"/>;
/// they are found before the first byte is written and leave the store usable.
/// </summary>
internal static class StoreGuard
{
    public static void Check(in BlockWrite block, long lastBlockNo)
    {
        if (block.BlockNo != checked(lastBlockNo + 1))
        {
            throw new InvalidOperationException(
                $"Block {block.BlockNo} was written after block {lastBlockNo}; the next one is {lastBlockNo + 1}.");
        }

        if (block.Bytes.Length is 0 or > StoreLimits.BlockBytesMax)
        {
            throw new ArgumentException(
                $"A block has 1 to {StoreLimits.BlockBytesMax} bytes, not {block.Bytes.Length}.", nameof(block));
        }

        Check(block.Alongside);
    }

    public static void Check(IReadOnlyList<StoreChange> changes)
    {
        for (int i = 0; i < changes.Count; i++)
        {
            StoreChange change = changes[i];
            Check(change.Table);
            Check(change.Key);
            CheckValue(change.Value?.Length ?? 0);
        }
    }

    public static void CheckValue(int length)
    {
        if (length > StoreLimits.ValueBytesMax)
        {
            throw new ArgumentException(
                $"A value has at most {StoreLimits.ValueBytesMax} bytes, not {length}.", nameof(length));
        }
    }

    public static void Check(StoreTable table)
    {
        if ((int)table >= StoreLimits.Tables)
        {
            throw new ArgumentOutOfRangeException(nameof(table), table, "There is no such table.");
        }
    }

    public static void Check(ReadOnlySpan<byte> key)
    {
        if (key.Length is < StoreLimits.KeyBytesMin or > StoreLimits.KeyBytesMax)
        {
            throw new ArgumentException(
                $"A key has {StoreLimits.KeyBytesMin} to {StoreLimits.KeyBytesMax} bytes, not {key.Length}.",
                nameof(key));
        }
    }
}
