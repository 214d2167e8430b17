using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>One thing that happens on the made-up day.</summary>
internal abstract record DemoStep;

/// <summary>Somebody submits a settlement.</summary>
/// <param name="Request">The settlement.</param>
/// <param name="Actor">Who.</param>
internal sealed record DemoSettlement(SettlementRequest Request, ActorId Actor) : DemoStep;

/// <summary>Somebody gives another command.</summary>
/// <param name="Command">The command.</param>
internal sealed record DemoCommandStep(LedgerCommand Command) : DemoStep;
