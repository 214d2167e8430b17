using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>One thing that an input asks for.</summary>
/// <param name="Line">Where it stands in the input, counted from 1; 0 for what the format adds by itself.</param>
internal abstract record RunStep(long Line);

/// <summary>Submit a settlement.</summary>
/// <param name="Line">Where it stands.</param>
/// <param name="Request">The settlement.</param>
/// <param name="Actor">Who proposes it.</param>
/// <param name="IsCounted">Whether it is one of the input's own, and not funding that the format adds.</param>
internal sealed record SettleStep(long Line, SettlementRequest Request, ActorId Actor, bool IsCounted) : RunStep(Line);

/// <summary>Give a command.</summary>
/// <param name="Line">Where it stands.</param>
/// <param name="Command">The command.</param>
internal sealed record CommandStep(long Line, LedgerCommand Command) : RunStep(Line);

/// <summary>Something that cannot be handed to the ledger.</summary>
/// <param name="Line">Where it stands.</param>
/// <param name="Column">The byte of the line, counted from 1.</param>
/// <param name="Code">What is wrong.</param>
/// <param name="Field">With which member.</param>
/// <param name="Message">More about it.</param>
/// <param name="Id">The settlement's id, when it is known.</param>
internal sealed record ProblemStep(
    long Line, int Column, OutcomeCode Code, string Field, string Message, string? Id) : RunStep(Line)
{
    /// <summary>How many settlements are refused for it: all of a signed batch.</summary>
    public int Settlements { get; init; } = 1;
}

/// <summary>Submit settlements that were signed together.</summary>
/// <param name="Line">Where their signatures stand.</param>
/// <param name="Settlements">All of them, of one actor.</param>
/// <param name="Approvals">The signatures.</param>
internal sealed record BatchStep(long Line, SettleStep[] Settlements, BatchApproval[] Approvals) : RunStep(Line);

/// <summary>The signatures of a batch whose settlements follow; the format gathers them before it hands them
/// in.</summary>
/// <param name="Line">Where it stands.</param>
/// <param name="Header">What it says.</param>
internal sealed record BatchStartStep(long Line, BatchHeader Header) : RunStep(Line);

/// <summary>A settlement that has nothing to settle.</summary>
/// <param name="Line">Where it stands.</param>
internal sealed record SkipStep(long Line) : RunStep(Line);
