namespace VeritasVault.Core;

/// <summary>How strong a lock is. The numbers are the wire and storage form.</summary>
public enum LockMode : byte
{
    /// <summary>Nobody else changes the resource.</summary>
    Shared = 1,

    /// <summary>Taken by settlements only, on positions: many may change the position, each within what it has
    /// reserved; nobody may count on it standing still.</summary>
    Escrow = 2,

    /// <summary>Nobody else holds anything on the resource.</summary>
    Exclusive = 3,
}
