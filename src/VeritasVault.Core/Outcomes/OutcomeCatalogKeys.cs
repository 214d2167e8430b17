namespace VeritasVault.Core;

/// <summary>Refused at the door: keys, signatures, and the ledger's own name.</summary>
internal static class OutcomeCatalogKeys
{
    public static OutcomeInfo Of(OutcomeCode code) => code switch
    {
        OutcomeCode.KeyExists => new("KEY_EXISTS", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The public key is registered, or signed for the ledger, already.",
            "Make a new key; none is used twice."),
        OutcomeCode.OriginUsed => new("ORIGIN_USED", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The ledger had this origin before.",
            "Choose an origin that was never used."),
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "another part of the catalogue describes it"),
    };
}
