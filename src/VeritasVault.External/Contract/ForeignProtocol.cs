using VeritasVault.Core;

namespace VeritasVault.External;

/// <summary>Which replies each call may give. A reply outside this table contradicts the protocol.</summary>
public static class ForeignProtocol
{
    /// <summary>Whether the call may answer so.</summary>
    public static bool Allows(this LedgerCapabilities capabilities, ForeignCall call, ForeignReply reply)
    {
        var hold = capabilities.Hold;
        return IsAllowed(hold, call, reply.State)
            && (hold != LedgerHold.TimeLimited || reply.State != ForeignState.Prepared || reply.HeldUntil is not null);
    }

    /// <summary>The reply, when the call may answer so.</summary>
    /// <exception cref="ForeignLedgerException"><see cref="ForeignFailure.Broken"/>: it may not.</exception>
    public static ForeignReply Checked(this LedgerCapabilities capabilities, ForeignCall call, ForeignReply reply) =>
        capabilities.Allows(call, reply)
            ? reply
            : throw new ForeignLedgerException(
                ForeignFailure.Broken,
                $"{call} answered {reply.State}, which it must not",
                mayHaveTakenEffect: call != ForeignCall.Query);

    private static bool IsAllowed(LedgerHold hold, ForeignCall call, ForeignState state) => call switch
    {
        ForeignCall.Prepare => hold != LedgerHold.None && state != ForeignState.NotFound,
        ForeignCall.Commit => state != ForeignState.Prepared
            && (hold != LedgerHold.None || state != ForeignState.NotFound),
        ForeignCall.Abort => hold != LedgerHold.None
            && state is ForeignState.Aborted or ForeignState.Refused or ForeignState.Committed,
        ForeignCall.Begin => false,
        ForeignCall.Query => hold != LedgerHold.None || state != ForeignState.Prepared,
    };
}
