using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>The command that a record was made of.</summary>
internal static class RecordedCommand
{
    /// <summary>The approvals that a record brought, as they were sent.</summary>
    public static Approval[] ApprovalsOf(SettlementRecord record, LedgerState state)
    {
        var approvals = new Approval[record.Approvals.Count];
        for (var i = 0; i < approvals.Length; i++)
        {
            approvals[i] = record.Approvals[i].WithNames(state);
        }

        return approvals;
    }

    public static SettlementCommand Of(SettlementRecord record, LedgerState state)
    {
        var id = record.CommandId ?? throw new RecordFormatException($"record {record.RecordNo} has no command id");
        ParticipantId? speaker = record.ParticipantIndex < 0 ? null : state.Participants[record.ParticipantIndex].Id;
        return record.Cause switch
        {
            Cause.Consent => new ConsentCommand
            {
                Id = id,
                Actor = record.Actor,
                Settlement = record.Id,
                OnBehalfOf = speaker,
                Approval = record.ApprovalOfSpeaker?.WithNames(state),
            },
            Cause.Reject => new RejectCommand
            {
                Id = id,
                Actor = record.Actor,
                Settlement = record.Id,
                OnBehalfOf = speaker,
                Reason = record.Reason,
            },
            Cause.Retry => new RetryCommand { Id = id, Actor = record.Actor, Settlement = record.Id },
            Cause.Abort => new AbortCommand
            {
                Id = id,
                Actor = record.Actor,
                Settlement = record.Id,
                Reason = record.Reason,
            },
            Cause.Execute => new ExecuteCommand { Id = id, Actor = record.Actor, Settlement = record.Id },
            Cause.Hold => new HoldCommand
            {
                Id = id,
                Actor = record.Actor,
                Settlement = record.Id,
                OnBehalfOf = speaker,
            },
            Cause.Release => new ReleaseCommand
            {
                Id = id,
                Actor = record.Actor,
                Settlement = record.Id,
                OnBehalfOf = speaker,
            },
            Cause.Cancel or Cause.Tombstone => new CancelCommand
            {
                Id = id,
                Actor = record.Actor,
                Settlement = record.Id,
                Reason = record.Reason,
            },
            Cause.EraseMetadata => new EraseMetadataCommand { Id = id, Actor = record.Actor, Settlement = record.Id },
            Cause.Submit or Cause.Resume or Cause.Expire or Cause.Approve or Cause.Finish or Cause.ForeignReply
                or Cause.Wound =>
                throw new RecordFormatException($"record {record.RecordNo} is no command"),
        };
    }
}
