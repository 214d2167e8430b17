using VeritasVault.Engine;
using VeritasVault.Storage;

namespace VeritasVault.Simulator;

/// <summary>What the judge looks at: the clients' memory and the ledger's own face.</summary>
internal sealed record Evidence(
    Workload Workload, Journal Journal, LedgerView View, ILedgerStore Store, LedgerEngine Engine)
{
    /// <summary>Whether rules about the whole state are checked after each record and not only in the end.</summary>
    public bool IsThorough { get; init; }

    /// <summary>What is remembered of the log, of this opening and all before.</summary>
    public required LogMemory Log { get; init; }

    /// <summary>The witness mark.</summary>
    public WitnessMark? Mark { get; init; }

    /// <summary>What is drawn for looking at some of many.</summary>
    public required SeededRandom Draw { get; init; }
}
