namespace VeritasVault.Core;

/// <summary>How many events a record is, and which stage transitions: every stage entered is one event, also when many
/// are entered at one moment.</summary>
internal static class RecordEvents
{
    public static int CountOf(LedgerRecord record) => record is SettlementRecord settlement ? CountOf(settlement) : 1;

    private static int CountOf(SettlementRecord record)
    {
        var own = OwnEvent(record) is null ? 0 : 1;
        return own + StagesEntered(record) + (record.IsDecided || record.BecamePrepared ? 1 : 0);
    }

    /// <summary>The name of the event that is no transition, if the record has one.</summary>
    public static string? OwnEvent(SettlementRecord record)
    {
        if (record.Cause == Cause.ForeignReply)
        {
            return NameOf(record.Reply!);
        }

        if (record.Code == OutcomeCode.RollingBack && record.Cause is not (Cause.EraseMetadata or Cause.Retry))
        {
            return "ROLLBACK_STARTED";
        }

        return record.Cause switch
        {
            Cause.Consent => "CONSENT_GIVEN",
            Cause.Cancel => record.IsDecided ? null : "CANCEL_REQUESTED",
            Cause.EraseMetadata => "METADATA_ERASED",
            Cause.Approve => "APPROVALS_GIVEN",
            Cause.Execute => "EXECUTION_ORDERED",
            Cause.Hold => "PUT_ON_HOLD",
            Cause.Release => "RELEASED",
            Cause.Retry => "RETRY_ORDERED",
            Cause.Wound => "WOUNDED",
            Cause.Abort => "ABORT_ORDERED",
            Cause.Resume => record.Delegates > 0 ? "DELEGATED"
                : StagesEntered(record) == 0 && !record.IsDecided && !record.BecamePrepared ? "RESUMED"
                : null,
            Cause.Submit or Cause.Reject or Cause.Expire or Cause.Finish or Cause.Tombstone or Cause.ForeignReply =>
                null,
        };
    }

    private static string NameOf(ForeignReplyCommand reply) =>
        reply.Call == ForeignCall.Begin ? "FOREIGN_BEGUN"
        : reply.Failure != ForeignFailure.None ? (reply.IsGivenUp ? "FOREIGN_GIVEN_UP" : "FOREIGN_FAILED")
        : reply.State switch
        {
            ForeignState.Prepared => "FOREIGN_PREPARED",
            ForeignState.Committed => "FOREIGN_COMMITTED",
            ForeignState.Aborted => "FOREIGN_ABORTED",
            ForeignState.Refused => "FOREIGN_REFUSED",
            ForeignState.NotFound => "FOREIGN_NOT_FOUND",
        };

    /// <summary>The first stage this record entered.</summary>
    public static Stage FirstEntered(SettlementRecord record) =>
        record.Cause is Cause.Submit or Cause.Tombstone ? Stage.Initiated : record.Before + 1;

    /// <summary>How many stages short of the end were entered.</summary>
    /// <remarks>As integers: the difference of two stages has the type of a stage, whose numbers are never
    /// negative.</remarks>
    public static int StagesEntered(SettlementRecord record) =>
        Math.Max(0, (int)record.Reached - (int)FirstEntered(record) + 1);
}
