namespace VeritasVault.Storage;

/// <summary>The tables of a ledger's store, by purpose. Numbers are part of the format and never reused.</summary>
public enum StoreTable : byte
{
    /// <summary>Facts about the store itself and how far the derived tables have come.</summary>
    Info = 0,

    /// <summary>Client references and metadata: stored apart from the blocks, so that they can be erased.</summary>
    Metadata = 1,

    /// <summary>Derived: participants, assets and accounts as of the last derived block.</summary>
    Registry = 2,

    /// <summary>Derived: positions as of the last derived block.</summary>
    Positions = 3,

    /// <summary>Derived: settlements that are not decided yet.</summary>
    Open = 4,

    /// <summary>Derived: where the records of a settlement or command id are.</summary>
    Ids = 5,

    /// <summary>Derived: which records touched an account, in segments.</summary>
    AccountHistory = 6,

    /// <summary>Derived: hashes of the log's tree in tiles of 256, by level and place.</summary>
    Tiles = 7,
}
