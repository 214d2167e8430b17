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
        OutcomeCode.Prepared => new("PREPARED", FailureCategory.None, OutcomeKind.Open, Retry.Final,
            "Reserved as a whole; it waits to be executed or cancelled.",
            "Execute it, or cancel it."),
        OutcomeCode.RollingBack => new("ROLLING_BACK", FailureCategory.None, OutcomeKind.Open, Retry.Final,
            "Its abort is decided; what was done for it is being undone.",
            "Nothing to do; it fails when all of it is undone."),
        OutcomeCode.Preparing => new("PREPARING", FailureCategory.None, OutcomeKind.Open, Retry.Final,
            "Reserved here; external ledgers are being prepared.",
            "Nothing to do; its plan shows how far they are."),
        OutcomeCode.Committing => new("COMMITTING", FailureCategory.None, OutcomeKind.Open, Retry.Final,
            "It is decided that it settles; external ledgers are being told.",
            "Nothing to do; its plan shows how far they are."),
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "another part of the catalogue describes it"),
    };
}
