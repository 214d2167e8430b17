namespace VeritasVault.Core;

/// <summary>The system itself: never pinned.</summary>
internal static class OutcomeCatalogSystem
{
    public static OutcomeInfo Of(OutcomeCode code) => code switch
    {
        OutcomeCode.QueueFull => new("QUEUE_FULL", FailureCategory.System, OutcomeKind.Refused, Retry.Retryable,
            "The engine's intake queue is full.",
            "Send the same command again a little later."),
        OutcomeCode.OpenSettlementsFull => new(
            "OPEN_SETTLEMENTS_FULL", FailureCategory.System, OutcomeKind.Refused, Retry.Retryable,
            "The ledger holds as many undecided settlements as it takes.",
            "Wait until some are decided."),
        OutcomeCode.ActorQuotaExceeded => new(
            "ACTOR_QUOTA_EXCEEDED", FailureCategory.System, OutcomeKind.Refused, Retry.Retryable,
            "The actor has as many undecided settlements as one actor may.",
            "Wait until some are decided, or cancel some."),
        OutcomeCode.StorageFull => new("STORAGE_FULL", FailureCategory.System, OutcomeKind.Refused, Retry.Retryable,
            "The store has no room for new commands.",
            "Free disk space; nothing was changed."),
        OutcomeCode.OutcomeUnknown => new(
            "OUTCOME_UNKNOWN", FailureCategory.System, OutcomeKind.Attempt, Retry.Retryable,
            "The engine stopped before it knew whether the command is durable.",
            "Open the ledger again and send the same id: it answers what happened."),
        OutcomeCode.EngineStopped => new("ENGINE_STOPPED", FailureCategory.System, OutcomeKind.Refused, Retry.Retryable,
            "The engine has stopped and takes no commands.",
            "Open the ledger again and send the same command."),
        OutcomeCode.LedgerReadOnly => new(
            "LEDGER_READ_ONLY", FailureCategory.System, OutcomeKind.Refused, Retry.Retryable,
            "The ledger was opened without its signing key, for questions only.",
            "Open it with its key; a key in an encrypted file needs its passphrase too."),
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "another part of the catalogue describes it"),
    };
}
