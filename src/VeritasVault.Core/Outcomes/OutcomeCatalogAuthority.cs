namespace VeritasVault.Core;

/// <summary>Refused at the door: who asks, and ids used before.</summary>
internal static class OutcomeCatalogAuthority
{
    public static OutcomeInfo Of(OutcomeCode code) => code switch
    {
        OutcomeCode.ActorUnknown => new("ACTOR_UNKNOWN", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The actor is neither the operator nor acts for a participant.",
            "Register the participant, or act as another."),
        OutcomeCode.ActorNotParty => new(
            "ACTOR_NOT_PARTY", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The actor's participant owns no account named in the settlement.",
            "Let a party to it give the command."),
        OutcomeCode.ActorNotAuthorised => new(
            "ACTOR_NOT_AUTHORISED", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The actor may not give this command.",
            "Let the operator, or the owner, give it."),
        OutcomeCode.SettlementIdReused => new(
            "SETTLEMENT_ID_REUSED", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The settlement id was used before with other content.",
            "Use a new id for new content; parties see which field differs."),
        OutcomeCode.CommandIdReused => new(
            "COMMAND_ID_REUSED", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The command id was used before with other content.",
            "Use a new id for a new command."),
        OutcomeCode.AuthoriserMissing => new(
            "AUTHORISER_MISSING", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "A leg lacks the authoriser that a policy asks for.",
            "Name the owner of the account as the leg's authoriser, and let it sign."),
        OutcomeCode.AuthoriserNotOwner => new(
            "AUTHORISER_NOT_OWNER", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "A leg names an authoriser that does not own the account.",
            "Name the owner, or nobody where no signature is due."),
        OutcomeCode.BindingNotPermitted => new(
            "BINDING_NOT_PERMITTED", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "The actor may not prepare bindingly.",
            "Let the operator permit it to coordinate, or prepare expiring."),
        OutcomeCode.LegLedgerMismatch => new(
            "LEG_LEDGER_MISMATCH", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "A leg's ledger is not that of its accounts.",
            "Name the ledger that keeps both accounts, or none for this one."),
        OutcomeCode.LegsNotAtomic => new(
            "LEGS_NOT_ATOMIC", FailureCategory.Validation, OutcomeKind.Refused, Retry.Final,
            "More than one leg is on ledgers that cannot prepare.",
            "Leave one such leg at most: it is executed last, and its ledger's word decides."),
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "another part of the catalogue describes it"),
    };
}
