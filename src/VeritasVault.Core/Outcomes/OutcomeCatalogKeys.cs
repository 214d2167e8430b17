namespace VeritasVault.Core;

/// <summary>Refused at the door: keys, signatures, and the ledger's own name.</summary>
internal static class OutcomeCatalogKeys
{
    public static OutcomeInfo Of(OutcomeCode code) => code switch
    {
        OutcomeCode.ApprovalNotDue => new(
            "APPROVAL_NOT_DUE", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "No signature of this participant is due.",
            "Leave the approval out, or name the participant as an authoriser."),
        OutcomeCode.ApprovalDuplicate => new(
            "APPROVAL_DUPLICATE", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "Two approvals are of one participant.",
            "Send one approval a participant."),
        OutcomeCode.SignatureMissing => new(
            "SIGNATURE_MISSING", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The participant's consent needs its signature.",
            "Give the approval with the consent."),
        OutcomeCode.KeyUnknown => new(
            "KEY_UNKNOWN", FailureCategory.Validation, OutcomeKind.Refused, Retry.Retryable,
            "The participant has no such key.",
            "Register the key first, or sign with one that is registered."),
        OutcomeCode.KeyNotValid => new(
            "KEY_NOT_VALID", FailureCategory.Validation, OutcomeKind.Refused, Retry.Retryable,
            "The key is not valid now.",
            "Sign with a key that is valid at this time."),
        OutcomeCode.KeyUnacceptable => new(
            "KEY_UNACCEPTABLE", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The bytes are no public key that may be used.",
            "Make a key with a tool that follows RFC 8032."),
        OutcomeCode.KeyExists => new(
            "KEY_EXISTS", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The public key is registered, or signed for the ledger, already.",
            "Make a new key; none is used twice."),
        OutcomeCode.KeysFull => new(
            "KEYS_FULL", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The participant has registered as many keys as one may.",
            "Register another participant."),
        OutcomeCode.KeyRevoked => new(
            "KEY_REVOKED", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The key is revoked already.",
            "Nothing to do."),
        OutcomeCode.EndorsementMissing => new(
            "ENDORSEMENT_MISSING", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "A later key lacks the endorsement of one before it.",
            "Let a valid key of the participant sign the new one, or let the operator reset it."),
        OutcomeCode.EndorsementInvalid => new(
            "ENDORSEMENT_INVALID", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The endorsement, or the reset, does not hold.",
            "Sign exactly what is registered; a first key is no reset."),
        OutcomeCode.SignatureInvalid => new(
            "SIGNATURE_INVALID", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The signature does not hold.",
            "Sign exactly what is sent, for this ledger's origin."),
        OutcomeCode.OriginUsed => new("ORIGIN_USED", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The ledger had this origin before.",
            "Choose an origin that was never used."),
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "another part of the catalogue describes it"),
    };
}
