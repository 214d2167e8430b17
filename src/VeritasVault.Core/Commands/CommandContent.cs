namespace VeritasVault.Core;

/// <summary>What a command says, for idempotent comparison.</summary>
internal static class CommandContent
{
    private enum Kind : byte
    {
        Consent = 100,
        Reject = 101,
        Cancel = 102,
        EraseMetadata = 103,
        Execute = 104,
        Hold = 105,
        Release = 106,
        Retry = 107,
        Abort = 108,
    }

    /// <summary>Hash of what a command says, without its id and actor.</summary>
    public static Hash256 HashOf(RegistryCommand command) => RegistryCommandFormat.HashOf(command);

    /// <summary>Hash of what a command about a settlement says.</summary>
    /// <param name="command">The command.</param>
    /// <param name="speaker">The participant it speaks for, as the core found it; null for the operator itself.</param>
    public static Hash256 HashOf(SettlementCommand command, ParticipantId? speaker) => command switch
    {
        ConsentCommand consent =>
            HashOf(Kind.Consent, command.Settlement, speaker, string.Empty, consent.Approval),
        RejectCommand reject => HashOf(Kind.Reject, command.Settlement, speaker, reject.Reason),
        CancelCommand cancel => HashOf(Kind.Cancel, command.Settlement, speaker, cancel.Reason),
        ExecuteCommand => HashOf(Kind.Execute, command.Settlement, null, string.Empty),
        HoldCommand => HashOf(Kind.Hold, command.Settlement, speaker, string.Empty),
        RetryCommand => HashOf(Kind.Retry, command.Settlement, null, string.Empty),
        AbortCommand abort => HashOf(Kind.Abort, command.Settlement, null, abort.Reason),
        ReleaseCommand => HashOf(Kind.Release, command.Settlement, speaker, string.Empty),
        _ => HashOf(Kind.EraseMetadata, command.Settlement, null, string.Empty),
    };

    /// <summary>The same hash from what was recorded.</summary>
    public static Hash256 HashOf(SettlementRecord record, LedgerState state)
    {
        ParticipantId? speaker = record.ParticipantIndex < 0 ? null : state.Participants[record.ParticipantIndex].Id;
        return record.Cause switch
        {
            Cause.Consent => HashOf(
                Kind.Consent, record.Id, speaker, string.Empty, record.ApprovalOfSpeaker?.WithNames(state)),
            Cause.Reject => HashOf(Kind.Reject, record.Id, speaker, record.Reason),
            Cause.Cancel or Cause.Tombstone => HashOf(Kind.Cancel, record.Id, speaker, record.Reason),
            Cause.EraseMetadata => HashOf(Kind.EraseMetadata, record.Id, null, string.Empty),
            Cause.Execute => HashOf(Kind.Execute, record.Id, null, string.Empty),
            Cause.Hold => HashOf(Kind.Hold, record.Id, speaker, string.Empty),
            Cause.Release => HashOf(Kind.Release, record.Id, speaker, string.Empty),
            Cause.Retry => HashOf(Kind.Retry, record.Id, null, string.Empty),
            Cause.Abort => HashOf(Kind.Abort, record.Id, null, record.Reason),
            Cause.Submit or Cause.Resume or Cause.Expire or Cause.Approve or Cause.Finish or Cause.ForeignReply
                or Cause.Wound =>
                throw new InvariantException($"{record.Cause} is no command"),
        };
    }

    private static Hash256 HashOf(
        Kind kind, SettlementId settlement, ParticipantId? speaker, string reason, Approval? approval = null)
    {
        var writer = new ByteWriter(64);
        writer.U8((byte)kind);
        settlement.Write(writer.Reserve(SettlementId.Size));
        writer.OptionalText(speaker?.Value);
        writer.Text(reason);
        if (approval is { } given)
        {
            writer.Text(given.Participant.Value);
            given.Key.Write(writer.Reserve(KeyId.Size));
            ApprovalFormat.WriteSignature(writer, given.Signature, given.Batch);
        }

        return Hash256.Of(writer.Written);
    }
}
