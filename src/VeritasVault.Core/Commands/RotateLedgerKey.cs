namespace VeritasVault.Core;

/// <summary>Replaces the key with which the ledger signs its log. Only the operator gives it; no key comes
/// back.</summary>
public sealed record RotateLedgerKey : RegistryCommand
{
    /// <summary>The new key; none that signed for the ledger before.</summary>
    public required PublicKey PublicKey { get; init; }

    /// <summary>The key in force vouches for the new one.</summary>
    public required Signature SignedByOld { get; init; }

    /// <summary>The new key signs the same, so that nobody can bring in a key that is another's.</summary>
    public required Signature SignedByNew { get; init; }
}
