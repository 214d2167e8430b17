namespace VeritasVault.Core;

/// <summary>Decided: what the settlement takes or gives is not there, here or abroad.</summary>
internal static class OutcomeCatalogResources
{
    public static OutcomeInfo Of(OutcomeCode code) => code switch
    {
        OutcomeCode.InsufficientFunds => new(
            "INSUFFICIENT_FUNDS", FailureCategory.ResourceUnavailable, OutcomeKind.Decided, Retry.Retryable,
            "A position has less available than the settlement takes.",
            "Fund the account and submit under a new id, or use onShortage wait."),
        OutcomeCode.IssuanceLimitExceeded => new(
            "ISSUANCE_LIMIT_EXCEEDED", FailureCategory.ResourceUnavailable, OutcomeKind.Decided, Retry.Retryable,
            "More would be issued than the asset's issuance limit.",
            "Redeem first, or raise the limit."),
        OutcomeCode.CeilingExceeded => new(
            "CEILING_EXCEEDED", FailureCategory.ResourceUnavailable, OutcomeKind.Decided, Retry.Retryable,
            "A position would rise above its ceiling.",
            "Move something out, or raise the ceiling."),
        OutcomeCode.BalanceOverflow => new(
            "BALANCE_OVERFLOW", FailureCategory.ResourceUnavailable, OutcomeKind.Decided, Retry.Retryable,
            "A balance would leave the range of 2^127-1 minor units.",
            "Move something out first."),
        OutcomeCode.ForeignRefused => new(
            "FOREIGN_REFUSED", FailureCategory.ResourceUnavailable, OutcomeKind.Decided, Retry.Retryable,
            "An external ledger refused its leg.",
            "Cure what that ledger names, and submit under a new id."),
        OutcomeCode.ForeignHoldTooShort => new(
            "FOREIGN_HOLD_TOO_SHORT", FailureCategory.ResourceUnavailable, OutcomeKind.Decided, Retry.Retryable,
            "An external ledger's hold would end too soon to decide on it.",
            "Submit under a new id when the other ledgers answer faster."),
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "another part of the catalogue describes it"),
    };
}
