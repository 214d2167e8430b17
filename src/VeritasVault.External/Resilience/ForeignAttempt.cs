using VeritasVault.Core;

namespace VeritasVault.External;

/// <summary>One call of a foreign ledger that failed.</summary>
/// <param name="OperationId">The operation it was for.</param>
/// <param name="Call">Which call it was.</param>
/// <param name="Number">Which attempt of this call, from 1.</param>
/// <param name="Failure">What went wrong.</param>
/// <param name="MayHaveTakenEffect">Whether this attempt may have done its work all the same.</param>
/// <param name="Text">The same for people; bounded like <see cref="ForeignReply.Text"/>.</param>
/// <param name="NextDelay">How long until the next attempt; <see langword="null"/> when there is none.</param>
public sealed record ForeignAttempt(
    OperationId OperationId,
    ForeignCall Call,
    int Number,
    ForeignFailure Failure,
    bool MayHaveTakenEffect,
    string Text,
    TimeSpan? NextDelay);
