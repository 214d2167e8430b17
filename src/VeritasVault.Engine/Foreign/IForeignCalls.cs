using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>One call that a settlement needs.</summary>
/// <param name="Settlement">The settlement.</param>
/// <param name="Attempt">Which attempt of it.</param>
/// <param name="Operation">Which operation of its plan, from 1.</param>
/// <param name="Call">What to call.</param>
internal readonly record struct ForeignCallKey(SettlementId Settlement, int Attempt, int Operation, ForeignCall Call);

/// <summary>A call with all that the ledger is told.</summary>
/// <param name="Key">Which call.</param>
/// <param name="Ledger">The external ledger.</param>
/// <param name="Legs">What it is to carry out, all or nothing.</param>
/// <param name="HoldUntil">Until when a hold is needed, where the settlement has a deadline.</param>
internal sealed record ForeignRequest(
    ForeignCallKey Key, LedgerId Ledger, IReadOnlyList<Instruction> Legs, Timestamp? HoldUntil)
{
    /// <summary>What the ledger is registered as.</summary>
    public LedgerHold Hold { get; init; }

    /// <summary>How persistently the settlement wants it tried; null for what the engine is set to.</summary>
    public RecoveryPolicy? Recovery { get; init; }
}

/// <summary>
/// The way to external ledgers: outside the core, and outside the lanes. Retrying is its business; giving up too.
/// </summary>
internal interface IForeignCalls
{
    /// <summary>Begins a call and returns at once. <paramref name="deliver"/> is told of each try that failed and,
    /// last, of the reply or of giving up; from any thread, at any time.</summary>
    void Begin(ForeignRequest request, Action<ForeignReplyCommand> deliver);
}

/// <summary>Where no external ledger is configured: every call is given up at once, and waits for the
/// operator.</summary>
internal sealed class NoForeignCalls : IForeignCalls
{
    public void Begin(ForeignRequest request, Action<ForeignReplyCommand> deliver) =>
        deliver(NotConfigured(request));

    public static ForeignReplyCommand NotConfigured(ForeignRequest request) =>
        new(request.Key.Settlement, request.Key.Attempt, request.Key.Operation, request.Key.Call)
        {
            Failure = ForeignFailure.Unreachable,
            IsGivenUp = true,
            Tries = 1,
            Text = $"no adapter for {request.Ledger} is configured",
        };
}
