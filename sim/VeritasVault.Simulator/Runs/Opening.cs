using VeritasVault.Engine;
using VeritasVault.Storage;

namespace VeritasVault.Simulator;

/// <summary>One opening of the ledger: a process of it. It is closed in order or dies; a dead one is never
/// disposed of.</summary>
internal sealed record Opening(SeededScheduler Scheduler, LedgerEngine Engine, ILedgerStore Store, LedgerView View);
