namespace VeritasVault.Bench;

/// <summary>How often the log's hasher has compressed a block of 64 bytes since the process began.</summary>
internal static class CompressionCount
{
    /// <summary>The count; null as long as the hasher does not count.</summary>
    public static long? Read() => null;
}
