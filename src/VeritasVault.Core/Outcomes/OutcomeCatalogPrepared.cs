namespace VeritasVault.Core;

/// <summary>Refused at the door: commands about holding and executing.</summary>
internal static class OutcomeCatalogPrepared
{
    public static OutcomeInfo Of(OutcomeCode code) => code switch
    {
        OutcomeCode.NotPrepared => new(
            "NOT_PREPARED", FailureCategory.Validation, OutcomeKind.Refused, Retry.Retryable,
            "The settlement is not prepared, so it cannot be executed.",
            "Wait until its status says PREPARED; one without a prepare mode settles by itself."),
        OutcomeCode.PreparedFrozen => new(
            "PREPARED_FROZEN", FailureCategory.ResourceUnavailable, OutcomeKind.Refused, Retry.Retryable,
            "The settlement is prepared, and an account of it frozen.",
            "Execute it after the thaw; it stays prepared until then."),
        OutcomeCode.ConsentVoid => new(
            "CONSENT_VOID", FailureCategory.Validation, OutcomeKind.Refused, Retry.Retryable,
            "A consent that the prepared settlement rests on counts no more.",
            "Let the named participant consent again with a valid key, then execute."),
        OutcomeCode.TooLate => new(
            "TOO_LATE", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The settlement is reserved: too late for what was asked.",
            "Cancel it, if that is still allowed."),
        OutcomeCode.AlreadyOnHold => new(
            "ALREADY_ON_HOLD", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The participant's side is on hold already.",
            "Nothing to do."),
        OutcomeCode.NotOnHold => new("NOT_ON_HOLD", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The participant's side is not on hold.",
            "Nothing to do."),
        OutcomeCode.LedgerExists => new(
            "LEDGER_EXISTS", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "An external ledger of this id exists.",
            "Choose another id; what a ledger offers does not change."),
        OutcomeCode.LedgerUnknown => new(
            "LEDGER_UNKNOWN", FailureCategory.Validation, OutcomeKind.Refused, Retry.Retryable,
            "No external ledger of this id is registered.",
            "Register it first."),
        OutcomeCode.AccountForeign => new(
            "ACCOUNT_FOREIGN", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The account is kept by an external ledger.",
            "Use an account of this ledger."),
        OutcomeCode.NotStuck => new("NOT_STUCK", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "No foreign operation of the settlement waits for the operator.",
            "Nothing to do."),
        OutcomeCode.LockUnknown => new(
            "LOCK_UNKNOWN", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "No such lock is held.",
            "Its lease may have ended: acquire it again."),
        OutcomeCode.FencingTokenStale => new(
            "FENCING_TOKEN_STALE", FailureCategory.ConcurrencyConflict, OutcomeKind.Refused, Retry.Final,
            "The fencing token is not the lock's.",
            "Use the token of the last acquisition or upgrade."),
        OutcomeCode.LockConflict => new(
            "LOCK_CONFLICT", FailureCategory.ConcurrencyConflict, OutcomeKind.Refused, Retry.Retryable,
            "Somebody holds a lock that excludes this one.",
            "Wait until current is done, or agree with whoever it is."),
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "another part of the catalogue describes it"),
    };
}
