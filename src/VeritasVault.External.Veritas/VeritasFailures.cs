using VeritasVault.Core;
using VeritasVault.Engine;
using VeritasVault.Storage;

namespace VeritasVault.External.Veritas;

/// <summary>Says in the words of the contract why the other ledger did not do what it was told.</summary>
internal static class VeritasFailures
{
    /// <summary>Whether an answer leaves nothing behind, or nobody knows.</summary>
    public static bool IsFailure(in Answer answer) =>
        answer.Code.Describe().Kind is OutcomeKind.Refused or OutcomeKind.Attempt;

    /// <summary>The failure that such an answer is. What is refused was not done; what circumstances may cure can be
    /// asked again.</summary>
    public static ForeignLedgerException Of(in Answer answer)
    {
        var described = answer.Code.Describe();
        var failure = answer.Code switch
        {
            OutcomeCode.EngineStopped or OutcomeCode.OutcomeUnknown => ForeignFailure.Unreachable,
            _ => described.Retry == Retry.Retryable ? ForeignFailure.Busy : ForeignFailure.Rejected,
        };
        return new ForeignLedgerException(
            failure,
            $"{described.Name}: {answer.Detail?.ToString() ?? described.Meaning}",
            mayHaveTakenEffect: answer.Code == OutcomeCode.OutcomeUnknown);
    }

    /// <summary>Whether an exception says that the ledger cannot be asked any more.</summary>
    public static bool IsOfLedger(Exception exception) =>
        exception is LedgerException or StoreException or ObjectDisposedException;

    /// <summary>The failure that such an exception is.</summary>
    /// <param name="exception">What the ledger threw.</param>
    /// <param name="call">What was called: a question changes nothing.</param>
    public static ForeignLedgerException Of(Exception exception, ForeignCall call) => new(
        exception is LedgerException { Failure: LedgerFailure.Corrupt }
            or StoreException { Failure: StoreFailure.Corrupt }
            ? ForeignFailure.Broken
            : ForeignFailure.Unreachable,
        $"the ledger cannot be asked: {exception.Message}",
        mayHaveTakenEffect: call != ForeignCall.Query,
        exception);

    /// <summary>Somebody there has to act first.</summary>
    public static ForeignLedgerException Waiting(SettlementInfo? info) => new(
        ForeignFailure.Busy,
        info is null ? "the settlement there is not to be seen yet" : VeritasStanding.WaitsFor(info),
        mayHaveTakenEffect: true);
}
