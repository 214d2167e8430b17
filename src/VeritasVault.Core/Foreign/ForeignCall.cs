namespace VeritasVault.Core;

/// <summary>A call to an external ledger about one operation; the numbers are part of the format.</summary>
public enum ForeignCall : byte
{
    /// <summary>No call: the settlement's foreign part may begin. Answered by the engine itself.</summary>
    Begin = 0,

    /// <summary>Hold it, or execute it where executing can be refunded.</summary>
    Prepare = 1,

    /// <summary>Make it happen for good.</summary>
    Commit = 2,

    /// <summary>Undo it, and see to it that it never happens.</summary>
    Abort = 3,

    /// <summary>Say how it stands.</summary>
    Query = 4,
}
