namespace VeritasVault.Core;

/// <summary>How a key signs; the number stands in records and statements.</summary>
public enum KeyAlgorithm : byte
{
    /// <summary>Ed25519 (RFC 8032), by the rule of spec/statements.md.</summary>
    Ed25519 = 1,
}

/// <summary>What a predecessor signs when it endorses a key.</summary>
/// <param name="PublicKey">The new key.</param>
/// <param name="ValidFrom">From when on it may sign; 0 for a key of the ledger itself.</param>
/// <param name="ValidUntil">From when on it may not any more; null means without end.</param>
public readonly record struct KeyTerms(PublicKey PublicKey, Timestamp ValidFrom, Timestamp? ValidUntil);

/// <summary>A key vouches for the one that comes after it.</summary>
/// <param name="By">The predecessor.</param>
/// <param name="Signature">Its signature over the new key's terms.</param>
public readonly record struct KeyEndorsement(KeyId By, Signature Signature);
