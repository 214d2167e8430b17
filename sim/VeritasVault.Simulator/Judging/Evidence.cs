using VeritasVault.Engine;
using VeritasVault.Storage;

namespace VeritasVault.Simulator;

/// <summary>What the judge looks at: the clients' memory and the ledger's own face.</summary>
internal sealed record Evidence(
    Workload Workload, Journal Journal, LedgerView View, ILedgerStore Store, LedgerEngine Engine)
{
    /// <summary>Whether rules about the whole state are checked after each record and not only in the end.</summary>
    public bool IsThorough { get; init; }
}
