namespace VeritasVault.Proofs;

/// <summary>
/// The steps of a verification (spec/verification.md); the first that fails, in the order given there, is the answer.
/// </summary>
public enum ProofStep
{
    /// <summary>Sizes, UTF-8 and control characters.</summary>
    Limits = 1,

    /// <summary>The grammar of the proof file.</summary>
    ProofFile = 2,

    /// <summary>The entry is a statement of a known type.</summary>
    Entry = 3,

    /// <summary>The grammar of the signed note.</summary>
    Note = 4,

    /// <summary>The checkpoint's three lines.</summary>
    Checkpoint = 5,

    /// <summary>The log's signature, and no bad signature of any known key.</summary>
    LogSignature = 6,

    /// <summary>The witnesses' quorum and times.</summary>
    Witnesses = 7,

    /// <summary>The entry is in the tree of the checkpoint.</summary>
    Inclusion = 8,

    /// <summary>The entry's own origin, index and block.</summary>
    EntryPlace = 9,

    /// <summary>Settlement id and transaction hash.</summary>
    Transaction = 10,

    /// <summary>The times in their order.</summary>
    Times = 11,

    /// <summary>The instructions.</summary>
    Instructions = 12,

    /// <summary>The states.</summary>
    States = 13,

    /// <summary>The opened positions.</summary>
    Positions = 14,

    /// <summary>The list of signatures and who had to sign.</summary>
    Signatures = 15,

    /// <summary>Each signature.</summary>
    SignatureValues = 16,

    /// <summary>The path of an approval in its batch.</summary>
    ApprovalBatch = 17,

    /// <summary>The signers' keys.</summary>
    Keys = 18,

    /// <summary>The header of the block.</summary>
    BlockHeader = 19,

    /// <summary>A position in the state tree.</summary>
    StateTree = 20,

    /// <summary>Consistency with the remembered checkpoint.</summary>
    Consistency = 21,

    /// <summary>The settlement file's JSON.</summary>
    SettlementFile = 22,
}
