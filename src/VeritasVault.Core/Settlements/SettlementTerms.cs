namespace VeritasVault.Core;

/// <summary>What happens when a position has too little.</summary>
public enum OnShortage : byte
{
    /// <summary>The settlement fails.</summary>
    Fail = 0,

    /// <summary>The settlement waits, without holding anything, and is tried again when what it lacks has
    /// changed.</summary>
    Wait = 1,
}

/// <summary>Whose word a settlement asks for beyond the participants' policies.</summary>
public enum ConsentTerm : byte
{
    /// <summary>What each participant's policy says.</summary>
    ByPolicy = 0,

    /// <summary>Every owner of a debited account must consent by a command of its own, also where its policy implies
    /// consent.</summary>
    Explicit = 1,
}

/// <summary>A version the proposer has seen and builds upon.</summary>
/// <param name="Account">The account.</param>
/// <param name="Asset">The asset of the position meant; null means the account itself.</param>
/// <param name="Version">The version seen; 0 for a position that does not exist yet.</param>
public readonly record struct ExpectedVersion(AccountId Account, AssetId? Asset, long Version);

/// <summary>The terms of a settlement; part of its content.</summary>
public sealed record SettlementTerms
{
    /// <summary>Fail on shortage, consent by policy, nothing expected.</summary>
    public static SettlementTerms Default { get; } = new();

    /// <summary>What happens on a shortage.</summary>
    public OnShortage OnShortage { get; init; }

    /// <summary>Whose consent is asked for.</summary>
    public ConsentTerm Consent { get; init; }

    /// <summary>Versions compared once, in the application that decides; at most 2,048. The array must not change
    /// afterwards.</summary>
    public ExpectedVersion[] ExpectedVersions { get; init; } = [];

    /// <summary>The failed settlement that this one tries anew; recorded for readers.</summary>
    public SettlementId? Replaces { get; init; }
}
