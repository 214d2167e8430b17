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

/// <summary>Who else may use the positions of a settlement that reserves over time.</summary>
public enum Isolation : byte
{
    /// <summary>Everybody: what is reserved is set aside, and the rest stays usable.</summary>
    Escrow = 0,

    /// <summary>Nobody: its positions are frozen for everybody else from RESERVING to the end.</summary>
    Exclusive = 1,
}

/// <summary>Whether a settlement stops when all of it is reserved, and how long that holds.</summary>
public enum PrepareMode : byte
{
    /// <summary>It does not stop: it settles as soon as it can.</summary>
    None = 0,

    /// <summary>It is prepared, and lapses at its deadline unless executed before. Asks for a deadline.</summary>
    Expiring = 1,

    /// <summary>It is prepared, and ends only by being executed or cancelled. For coordinators, who need the
    /// permission (<see cref="PermitCoordination"/>). Its deadline ends it only before it is prepared.</summary>
    Binding = 2,
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

    /// <summary>Who else may use its positions while it is reserved.</summary>
    public Isolation Isolation { get; init; }

    /// <summary>Whether it stops when reserved, until it is executed or cancelled as a whole.</summary>
    public PrepareMode Prepare { get; init; }

    /// <summary>How persistently external ledgers are called; null for what the engine is set to.</summary>
    public RecoveryPolicy? Recovery { get; init; }

    /// <summary>Versions compared once, in the application that reserves or decides; at most 2,048. The array must
    /// not change afterwards.</summary>
    public ExpectedVersion[] ExpectedVersions { get; init; } = [];

    /// <summary>The failed settlement that this one tries anew; recorded for readers.</summary>
    public SettlementId? Replaces { get; init; }
}
