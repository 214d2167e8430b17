namespace VeritasVault.Core;

/// <summary>Refused at the door: what a request says of itself.</summary>
internal static class OutcomeCatalogTerms
{
    public static OutcomeInfo Of(OutcomeCode code) => code switch
    {
        OutcomeCode.NoLegs => new("NO_LEGS", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The settlement has no legs.",
            "Give at least one leg."),
        OutcomeCode.TooManyLegs => new("TOO_MANY_LEGS", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The settlement has more legs than the limit.",
            "Split it into settlements that may happen apart."),
        OutcomeCode.InstructionIdDuplicate => new(
            "INSTRUCTION_ID_DUPLICATE", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "Two legs have the same instruction id.",
            "Give every leg an id of its own, or none."),
        OutcomeCode.QuantityMalformed => new(
            "QUANTITY_MALFORMED", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The quantity is no decimal number.",
            "Use digits with at most one point, no exponent, no separators."),
        OutcomeCode.QuantityScale => new("QUANTITY_SCALE", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The quantity has more decimals than the asset's scale.",
            "Round to the asset's scale."),
        OutcomeCode.QuantityNegative => new(
            "QUANTITY_NEGATIVE", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The quantity is negative.",
            "Swap the accounts instead."),
        OutcomeCode.QuantityZero => new("QUANTITY_ZERO", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The quantity is zero.",
            "Leave the leg out."),
        OutcomeCode.QuantityOverflow => new(
            "QUANTITY_OVERFLOW", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The quantity, or what the legs move through one position, exceeds 2^127-1 minor units.",
            "Use smaller quantities or a smaller scale."),
        OutcomeCode.DeadlineBeforeStart => new(
            "DEADLINE_BEFORE_START", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The deadline is not after notBefore.",
            "Give a deadline later than notBefore."),
        OutcomeCode.TermsInvalid => new("TERMS_INVALID", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The terms contradict each other or exceed a limit.",
            "Correct the named term."),
        OutcomeCode.ParameterOutOfRange => new(
            "PARAMETER_OUT_OF_RANGE", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "A parameter of the command is outside its range.",
            "Use a value within the stated limit."),
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "another part of the catalogue describes it"),
    };
}
