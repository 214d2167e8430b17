using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>What a line says: a settlement, a command, or that a signed batch follows.</summary>
/// <param name="Request">The settlement, or null.</param>
/// <param name="Command">The command, or null.</param>
/// <param name="Actor">Who the line says gives it; null when it does not say.</param>
/// <param name="Batch">What follows, or null.</param>
internal readonly record struct ParsedLine(
    SettlementRequest? Request, LedgerCommand? Command, ActorId? Actor, BatchHeader? Batch = null);
