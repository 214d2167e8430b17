namespace VeritasVault.Core;

/// <summary>Refused at the door: commands about a settlement.</summary>
internal static class OutcomeCatalogSpoken
{
    public static OutcomeInfo Of(OutcomeCode code) => code switch
    {
        OutcomeCode.SettlementUnknown => new(
            "SETTLEMENT_UNKNOWN", FailureCategory.Validation, OutcomeKind.Refused, Retry.Retryable,
            "No settlement of this id is known.",
            "Check the id, or submit it first."),
        OutcomeCode.AlreadyDecided => new(
            "ALREADY_DECIDED", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The settlement is decided and its outcome pinned.",
            "Read its status; a change is a new settlement."),
        OutcomeCode.ConsentNotDue => new(
            "CONSENT_NOT_DUE", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "No consent of this participant is due.",
            "Nothing to do."),
        OutcomeCode.ConsentAlreadyGiven => new(
            "CONSENT_ALREADY_GIVEN", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "This participant has given its word already.",
            "Its word stands; to withdraw it, cancel together with all who gave theirs."),
        OutcomeCode.CancelNotAllowed => new(
            "CANCEL_NOT_ALLOWED", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "Another party has consented, so this actor cannot cancel.",
            "Let the consenting parties cancel."),
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "another part of the catalogue describes it"),
    };
}
