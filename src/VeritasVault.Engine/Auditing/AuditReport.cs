namespace VeritasVault.Engine;

/// <summary>How far an audit has come.</summary>
/// <param name="BlocksDone">Blocks re-executed.</param>
/// <param name="BlocksTotal">Blocks there are.</param>
public readonly record struct AuditProgress(long BlocksDone, long BlocksTotal);

/// <summary>What an audit found.</summary>
/// <param name="Passed">Whether everything agreed.</param>
/// <param name="Blocks">Blocks re-executed.</param>
/// <param name="Records">Records re-executed and compared bit for bit.</param>
/// <param name="Settlements">Settlements decided in them.</param>
/// <param name="Events">Events counted in them.</param>
/// <param name="Accounts">Accounts in the final state.</param>
/// <param name="Assets">Assets in the final state.</param>
/// <param name="Positions">Positions in the final state.</param>
/// <param name="Conserved">Whether the balances of every asset sum to zero.</param>
/// <param name="Entries">Entries of the log made again from their records, block entries included, and found in it
/// with the same bytes.</param>
/// <param name="Checkpoints">Checkpoints whose root was computed again.</param>
/// <param name="Signatures">Signatures verified: of checkpoints, approvals (one for a batch) and keys.</param>
/// <param name="FirstDifference">The first thing that did not agree, or null.</param>
public sealed record AuditReport(
    bool Passed,
    long Blocks,
    long Records,
    long Settlements,
    long Events,
    int Accounts,
    int Assets,
    int Positions,
    bool Conserved,
    long Entries,
    long Checkpoints,
    long Signatures,
    string? FirstDifference);
