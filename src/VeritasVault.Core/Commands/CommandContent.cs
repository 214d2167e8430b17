using System.Globalization;

namespace VeritasVault.Core;

/// <summary>What a command says, for idempotent comparison, and the door check of its form.</summary>
internal static class CommandContent
{
    private enum Kind : byte
    {
        Consent = 100,
        Reject = 101,
        Cancel = 102,
        EraseMetadata = 103,
    }

    /// <summary>Hash of the content without id and actor.</summary>
    public static Hash256 HashOf(LedgerCommand command)
    {
        if (command is RegistryCommand registry)
        {
            return RegistryCommandFormat.HashOf(registry);
        }

        var about = (SettlementCommand)command;
        return HashOf(about, about switch
        {
            ConsentCommand consent => (Kind.Consent, consent.OnBehalfOf, string.Empty),
            RejectCommand reject => (Kind.Reject, reject.OnBehalfOf, reject.Reason),
            CancelCommand cancel => (Kind.Cancel, null, cancel.Reason),
            _ => (Kind.EraseMetadata, null, string.Empty),
        });
    }

    /// <summary>Why the command's form is refused, or null.</summary>
    public static Answer? Refusal(LedgerCommand command)
    {
        var reason = command switch
        {
            RejectCommand reject => reject.Reason,
            CancelCommand cancel => cancel.Reason,
            SetAccountStatus status => status.Reason,
            _ => string.Empty,
        };
        return command.Id.IsNil
                ? Answer.Refused(OutcomeCode.SettlementIdMalformed, new OutcomeDetail("id", command.Id.ToString()))
            : command.Actor.IsEmpty ? Answer.Refused(OutcomeCode.ActorMalformed, new OutcomeDetail("actor"))
            : reason.Length > Limits.ReasonLengthMax
                ? Answer.Refused(OutcomeCode.TextTooLong, new OutcomeDetail(
                    "reason",
                    reason.Length.ToString(CultureInfo.InvariantCulture),
                    Limits.ReasonLengthMax.ToString(CultureInfo.InvariantCulture)))
            : null;
    }

    private static Hash256 HashOf(SettlementCommand about, (Kind Kind, ParticipantId? OnBehalfOf, string Reason) said)
    {
        var writer = new ByteWriter(64);
        writer.U8((byte)said.Kind);
        about.Settlement.Write(writer.Reserve(SettlementId.Size));
        writer.OptionalText(said.OnBehalfOf?.Value);
        writer.Text(said.Reason);
        return Hash256.Of(writer.Written);
    }
}
