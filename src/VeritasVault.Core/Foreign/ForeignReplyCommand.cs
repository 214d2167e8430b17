namespace VeritasVault.Core;

/// <summary>
/// What came of a call to an external ledger: an input of the ledger like any other, given by the engine and recorded,
/// so that a replay never asks anybody again.
/// </summary>
/// <param name="Settlement">The settlement.</param>
/// <param name="Attempt">Which attempt of it.</param>
/// <param name="Operation">Which operation of its plan, from 1.</param>
/// <param name="Call">What was called.</param>
internal sealed record ForeignReplyCommand(SettlementId Settlement, int Attempt, int Operation, ForeignCall Call)
{
    /// <summary>How the operation stands there, where there was a reply.</summary>
    public ForeignState State { get; init; }

    /// <summary>Why there was none.</summary>
    public ForeignFailure Failure { get; init; }

    /// <summary>Whether nobody tries again by itself: the operator is asked.</summary>
    public bool IsGivenUp { get; init; }

    /// <summary>How often this call has failed by now, from 1; 0 for a reply.</summary>
    public int Tries { get; init; }

    /// <summary>The ledger's own code, at most 64 characters.</summary>
    public string Code { get; init; } = string.Empty;

    /// <summary>What it said, at most 256 characters.</summary>
    public string Text { get; init; } = string.Empty;

    /// <summary>Until when a time-limited hold stands.</summary>
    public Timestamp? HeldUntil { get; init; }
}
