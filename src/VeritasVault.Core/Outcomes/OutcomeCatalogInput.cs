namespace VeritasVault.Core;

/// <summary>Refused at the door: text that cannot be read.</summary>
internal static class OutcomeCatalogInput
{
    public static OutcomeInfo Of(OutcomeCode code) => code switch
    {
        OutcomeCode.MalformedInput => new(
            "MALFORMED_INPUT", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The text cannot be parsed.",
            "Correct the text at the named line and column."),
        OutcomeCode.TruncatedInput => new(
            "TRUNCATED_INPUT", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The input ends in the middle of a line.",
            "Send the whole input again; what was settled before answers as before."),
        OutcomeCode.InvalidUtf8 => new("INVALID_UTF8", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The input is not valid UTF-8.",
            "Re-encode the input as UTF-8."),
        OutcomeCode.LineTooLong => new("LINE_TOO_LONG", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "A line is longer than the reader takes.",
            "Split the settlement or shorten its texts."),
        OutcomeCode.IdMalformed => new("ID_MALFORMED", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "An id breaks the grammar of ids.",
            "Use 1 to 64 of A-Z a-z 0-9 . _ : -"),
        OutcomeCode.SettlementIdMalformed => new(
            "SETTLEMENT_ID_MALFORMED", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The id of a settlement or command is no UUID, or nil.",
            "Use a UUID, version 7 advised."),
        OutcomeCode.ActorMalformed => new(
            "ACTOR_MALFORMED", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The actor is not of the form scheme:name.",
            "Use local:NAME."),
        OutcomeCode.TextTooLong => new("TEXT_TOO_LONG", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "A free text is longer than its limit.",
            "Shorten the text."),
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "another part of the catalogue describes it"),
    };
}
