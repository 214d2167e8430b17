using VeritasVault.Core;

namespace VeritasVault.External;

/// <summary>A foreign ledger gave no reply that can be believed. Not for refusals: those are replies.</summary>
public sealed class ForeignLedgerException : Exception
{
    /// <summary>Creates the exception; the message is cut to <see cref="ForeignText.TextLengthMax"/>.</summary>
    public ForeignLedgerException(
        ForeignFailure failure, string message, bool mayHaveTakenEffect, Exception? innerException = null)
        : base(ForeignText.Bounded(message, ForeignText.TextLengthMax), innerException)
    {
        Failure = failure;
        MayHaveTakenEffect = mayHaveTakenEffect;
    }

    /// <summary>What went wrong.</summary>
    public ForeignFailure Failure { get; }

    /// <summary>Whether the call may have done its work in spite of the failure. <see langword="false"/> only when that
    /// is certain; whoever does not know says <see langword="true"/>.</summary>
    public bool MayHaveTakenEffect { get; }

    /// <summary>Whether the same call can succeed later.</summary>
    public bool IsRetryable => Failure.IsRetryable();
}

/// <summary>What <see cref="ForeignFailure"/> means to whoever calls.</summary>
public static class ForeignFailures
{
    /// <summary>Whether the same call can succeed later.</summary>
    public static bool IsRetryable(this ForeignFailure failure) => failure switch
    {
        ForeignFailure.Unreachable or ForeignFailure.TimedOut or ForeignFailure.Busy => true,
        ForeignFailure.Rejected or ForeignFailure.Broken or ForeignFailure.None => false,
    };
}
