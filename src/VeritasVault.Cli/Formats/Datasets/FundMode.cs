namespace VeritasVault.Cli;

/// <summary>What the parties of a file have before its first settlement.</summary>
internal enum FundMode
{
    /// <summary>What they deliver more than they receive over the whole file.</summary>
    Net = 0,

    /// <summary>All they deliver over the whole file.</summary>
    Gross = 1,

    /// <summary>Nothing.</summary>
    None = 2,
}
