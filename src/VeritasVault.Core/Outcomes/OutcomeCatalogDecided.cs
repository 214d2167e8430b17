namespace VeritasVault.Core;

/// <summary>Decided: recorded and pinned to the id.</summary>
internal static class OutcomeCatalogDecided
{
    public static OutcomeInfo Of(OutcomeCode code) => code switch
    {
        OutcomeCode.UnknownAccount => new(
            "UNKNOWN_ACCOUNT", FailureCategory.Validation, OutcomeKind.Decided, Retry.Final,
            "A leg names an account that does not exist.",
            "Open the account and submit under a new id."),
        OutcomeCode.UnknownAsset => new("UNKNOWN_ASSET", FailureCategory.Validation, OutcomeKind.Decided, Retry.Final,
            "A leg names an asset that does not exist.",
            "Register the asset and submit under a new id."),
        OutcomeCode.AccountClosed => new("ACCOUNT_CLOSED", FailureCategory.Validation, OutcomeKind.Decided, Retry.Final,
            "A leg names a closed account.",
            "Use another account under a new id."),
        OutcomeCode.AccountFrozen => new(
            "ACCOUNT_FROZEN", FailureCategory.Validation, OutcomeKind.Decided, Retry.Retryable,
            "A leg names a frozen account.",
            "Submit under a new id after the thaw."),
        OutcomeCode.DeadlinePassed => new(
            "DEADLINE_PASSED", FailureCategory.Validation, OutcomeKind.Decided, Retry.Final,
            "The deadline came before everything was in place.",
            "Submit under a new id with a later deadline."),
        OutcomeCode.VersionMismatch => new(
            "VERSION_MISMATCH", FailureCategory.ConcurrencyConflict, OutcomeKind.Decided, Retry.Retryable,
            "A version is not the expected one.",
            "Read current and decide again under a new id."),
        OutcomeCode.LockTimeout => new(
            "LOCK_TIMEOUT", FailureCategory.ConcurrencyConflict, OutcomeKind.Decided, Retry.Retryable,
            "A lock was not free in time.",
            "Submit under a new id when whoever holds it is done; a deadline makes it wait as long."),
        OutcomeCode.ParticipantRejected => new(
            "PARTICIPANT_REJECTED", FailureCategory.ParticipantRejection, OutcomeKind.Decided, Retry.Final,
            "A party rejected the settlement.",
            "Agree with the party and submit under a new id."),
        OutcomeCode.Cancelled => new(
            "CANCELLED", FailureCategory.ParticipantRejection, OutcomeKind.Decided, Retry.Final,
            "The settlement was cancelled before the decision.",
            "Submit under a new id if it is wanted after all."),
        OutcomeCode.OperatorAborted => new(
            "OPERATOR_ABORTED", FailureCategory.System, OutcomeKind.Decided, Retry.Final,
            "The operator aborted the settlement, which could not go on.",
            "Submit under a new id when the cause is cured."),
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "another part of the catalogue describes it"),
    };
}
