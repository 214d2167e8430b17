namespace VeritasVault.Core;

/// <summary>How a participant's consent to a debit (and, if it wants, to a credit) comes about.</summary>
public enum ConsentPolicy : byte
{
    /// <summary>Nobody asks: whoever embeds the ledger authorised the actor.</summary>
    Implied = 0,

    /// <summary>The participant's own command is due: its submission or a <see cref="ConsentCommand"/>.</summary>
    Recorded = 1,

    /// <summary>The participant's signature is due: every new settlement must name it as the leg's authoriser. One that
    /// was opened under another policy and names none asks for its command instead.</summary>
    Signed = 2,
}

/// <summary>Whether an account takes part in settlements.</summary>
public enum AccountStatus : byte
{
    /// <summary>Takes part.</summary>
    Open = 0,

    /// <summary>Takes no part until thawed; what waits for it goes on waiting.</summary>
    Frozen = 1,

    /// <summary>Takes no part for good.</summary>
    Closed = 2,
}

/// <summary>A command that changes participants, keys, assets, accounts or limits, or the ledger's own name or key.
/// Only the operator gives it, unless it says otherwise.</summary>
public abstract record RegistryCommand : LedgerCommand
{
    private protected RegistryCommand()
    {
    }
}

/// <summary>Registers a participant.</summary>
public sealed record RegisterParticipant : RegistryCommand
{
    /// <summary>Its id, unique in the ledger.</summary>
    public required ParticipantId Participant { get; init; }

    /// <summary>How its consent to debits comes about.</summary>
    public ConsentPolicy Policy { get; init; }

    /// <summary>Whether its consent is due for credits too.</summary>
    public bool ConsentsToCredits { get; init; }
}

/// <summary>Changes how a participant consents, from the next application of each settlement on.</summary>
public sealed record SetConsentPolicy : RegistryCommand
{
    /// <summary>The participant.</summary>
    public required ParticipantId Participant { get; init; }

    /// <summary>How its consent to debits comes about.</summary>
    public required ConsentPolicy Policy { get; init; }

    /// <summary>Whether its consent is due for credits too.</summary>
    public bool ConsentsToCredits { get; init; }
}

/// <summary>Lets a participant's actors prepare bindingly, or no more. What is prepared already stays.</summary>
public sealed record PermitCoordination : RegistryCommand
{
    /// <summary>The participant.</summary>
    public required ParticipantId Participant { get; init; }

    /// <summary>Whether it may.</summary>
    public required bool IsPermitted { get; init; }
}

/// <summary>Registers an asset; scale and issuer are immutable.</summary>
public sealed record RegisterAsset : RegistryCommand
{
    /// <summary>Its id, unique in the ledger.</summary>
    public required AssetId Asset { get; init; }

    /// <summary>Decimals, 0 to 30.</summary>
    public required int Scale { get; init; }

    /// <summary>The issuer's account: its position goes negative by what is outstanding.</summary>
    public required AccountId Issuer { get; init; }

    /// <summary>Most minor units that may be outstanding, at least 0; null means no limit.</summary>
    public Int128? IssuanceLimit { get; init; }
}

/// <summary>Changes an asset's issuance limit.</summary>
public sealed record SetIssuanceLimit : RegistryCommand
{
    /// <summary>The asset.</summary>
    public required AssetId Asset { get; init; }

    /// <summary>Most minor units that may be outstanding, at least what is; null means no limit.</summary>
    public required Int128? IssuanceLimit { get; init; }
}

/// <summary>Opens an account for a participant.</summary>
public sealed record OpenAccount : RegistryCommand
{
    /// <summary>Its id, unique in the ledger.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The participant it belongs to.</summary>
    public required ParticipantId Owner { get; init; }

    /// <summary>The external ledger that keeps it under the same id; empty means this one.</summary>
    public LedgerId Ledger { get; init; }
}

/// <summary>Registers an external ledger on which legs may be; what it offers is immutable.</summary>
public sealed record RegisterLedger : RegistryCommand
{
    /// <summary>Its id, unique in the ledger.</summary>
    public required LedgerId Ledger { get; init; }

    /// <summary>What it offers between preparing and deciding.</summary>
    public LedgerHold Hold { get; init; }

    /// <summary>Seconds for which it holds at most what it has prepared, 1 to 2,592,000; null unless the hold is
    /// time-limited.</summary>
    public int? HoldSecondsMax { get; init; }
}

/// <summary>Freezes, thaws or closes an account.</summary>
public sealed record SetAccountStatus : RegistryCommand
{
    /// <summary>The account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The new status. Open means thaw; closing asks for an empty account and is for good.</summary>
    public required AccountStatus Status { get; init; }

    /// <summary>Why; at most 256 characters.</summary>
    public string Reason { get; init; } = string.Empty;
}

/// <summary>Sets credit limit and ceiling of one position.</summary>
public sealed record SetPositionLimits : RegistryCommand
{
    /// <summary>The account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The asset.</summary>
    public required AssetId Asset { get; init; }

    /// <summary>How far the position may go below zero, in minor units, at least 0.</summary>
    public Int128 CreditLimit { get; init; }

    /// <summary>How high the position may rise, in minor units, at least 0; null means no ceiling.</summary>
    public Int128? Ceiling { get; init; }
}
