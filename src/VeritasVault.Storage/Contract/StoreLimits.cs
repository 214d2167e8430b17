namespace VeritasVault.Storage;

/// <summary>The bounds every store keeps; a value outside them is an error of the caller, refused before anything is
/// written.</summary>
public static class StoreLimits
{
    /// <summary>Least length of a key, in bytes.</summary>
    public const int KeyBytesMin = 1;

    /// <summary>Greatest length of a key, in bytes.</summary>
    public const int KeyBytesMax = 64;

    /// <summary>Greatest length of a row's value, in bytes (16 MiB).</summary>
    public const int ValueBytesMax = 16 << 20;

    /// <summary>Greatest length of a block, in bytes (64 MiB).</summary>
    public const int BlockBytesMax = 64 << 20;

    /// <summary>Number of tables in <see cref="StoreTable"/>.</summary>
    public const int Tables = 8;
}
