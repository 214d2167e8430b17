namespace VeritasVault.Core;

/// <summary>
/// Gives the ledger a new name after a loss that its operator accepted: entries that were signed are gone, so going on
/// under the old name would show two histories. What was signed for the old name is void: approvals of open settlements
/// do not count any more, and proofs show keys that were endorsed for it as reset ones. Only the operator gives it.
/// </summary>
public sealed record OpenNewOrigin : RegistryCommand
{
    /// <summary>The new name; none that the ledger had before.</summary>
    public required Origin Origin { get; init; }

    /// <summary>Size of the tree that was known outside and is lost, at least 1.</summary>
    public required long LostSize { get; init; }

    /// <summary>Root of that tree.</summary>
    public required Hash256 LostRoot { get; init; }
}
