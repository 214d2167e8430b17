namespace VeritasVault.Core;

/// <summary>Codes of what went well or is under way.</summary>
internal static class OutcomeCatalogProgress
{
    public static OutcomeInfo Of(OutcomeCode code) => code switch
    {
        OutcomeCode.None => new("NONE", FailureCategory.None, OutcomeKind.Open, Retry.Final,
            "No outcome yet.",
            "The settlement is open; ask again later."),
        OutcomeCode.Settled => new("SETTLED", FailureCategory.None, OutcomeKind.Decided, Retry.Final,
            "All legs happened together.",
            "Nothing to do."),
        OutcomeCode.Applied => new("APPLIED", FailureCategory.None, OutcomeKind.Decided, Retry.Final,
            "The command took effect.",
            "Nothing to do."),
        OutcomeCode.Waiting => new("WAITING", FailureCategory.None, OutcomeKind.Open, Retry.Final,
            "Accepted and open; it waits for what the status names.",
            "Provide what it waits for, or cancel it."),
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "another part of the catalogue describes it"),
    };
}
