namespace VeritasVault.Core;

/// <summary>Refused at the door for what the registry holds.</summary>
internal static class OutcomeCatalogRegistry
{
    public static OutcomeInfo Of(OutcomeCode code) => code switch
    {
        OutcomeCode.ParticipantExists => new(
            "PARTICIPANT_EXISTS", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "A participant of this id exists.",
            "Use it, or choose another id."),
        OutcomeCode.AssetExists => new("ASSET_EXISTS", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "An asset of this id exists.",
            "Use it, or choose another id."),
        OutcomeCode.AccountExists => new("ACCOUNT_EXISTS", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "An account of this id exists.",
            "Use it, or choose another id."),
        OutcomeCode.ParticipantUnknown => new(
            "PARTICIPANT_UNKNOWN", FailureCategory.Validation, OutcomeKind.Refused, Retry.Retryable,
            "No participant of this id is registered.",
            "Register it first."),
        OutcomeCode.AssetUnknown => new(
            "ASSET_UNKNOWN", FailureCategory.Validation, OutcomeKind.Refused, Retry.Retryable,
            "No asset of this id is registered.",
            "Register it first."),
        OutcomeCode.AccountUnknown => new(
            "ACCOUNT_UNKNOWN", FailureCategory.Validation, OutcomeKind.Refused, Retry.Retryable,
            "No account of this id is open.",
            "Open it first."),
        OutcomeCode.AccountStateConflict => new(
            "ACCOUNT_STATE_CONFLICT", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The account's state does not allow the command.",
            "Look at its state first; a closed account stays closed."),
        OutcomeCode.AccountNotEmpty => new(
            "ACCOUNT_NOT_EMPTY", FailureCategory.Validation, OutcomeKind.Refused, Retry.Retryable,
            "The account has a balance or open reservations.",
            "Move everything out, then close it."),
        OutcomeCode.LimitBelowUse => new(
            "LIMIT_BELOW_USE", FailureCategory.Validation, OutcomeKind.Refused, Retry.Retryable,
            "The position is already beyond the new limit.",
            "Bring the position within the limit first."),
        OutcomeCode.RegistryFull => new("REGISTRY_FULL", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The ledger has as many entries of this kind as it takes.",
            "Open another ledger."),
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "another part of the catalogue describes it"),
    };
}
