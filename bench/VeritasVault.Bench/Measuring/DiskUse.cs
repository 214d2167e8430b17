namespace VeritasVault.Bench;

/// <summary>What a closed ledger takes on disk.</summary>
internal static class DiskUse
{
    // Given up when the disk is full; as large in an empty ledger as in a full one (docs/internals/storage.md).
    private const string Reserve = "reserve";

    /// <summary>Bytes of all files of a directory but the reserve.</summary>
    public static long BytesOf(string directory) => new DirectoryInfo(directory)
        .EnumerateFiles("*", SearchOption.AllDirectories)
        .Where(file => file.Name != Reserve)
        .Sum(file => file.Length);
}
