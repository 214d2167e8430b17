using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>A participant's key.</summary>
/// <param name="Participant">Whose it is.</param>
/// <param name="Id">Its id.</param>
/// <param name="PublicKey">The key, of Ed25519.</param>
/// <param name="ValidFrom">From when on it may sign.</param>
/// <param name="ValidUntil">From when on it may not any more; null means without end.</param>
/// <param name="RegisteredAt">When it was registered.</param>
/// <param name="RevokedAt">The last moment at which it counts, when it was revoked.</param>
/// <param name="Previous">The key that came before it: it vouches for this one, unless this one was reset.</param>
/// <param name="IsReset">Whether the operator's word alone stands behind it although there was a key before.</param>
public sealed record KeyInfo(
    ParticipantId Participant,
    KeyId Id,
    PublicKey PublicKey,
    Timestamp ValidFrom,
    Timestamp? ValidUntil,
    Timestamp RegisteredAt,
    Timestamp? RevokedAt,
    KeyId? Previous,
    bool IsReset);

/// <summary>A participant's signature that a settlement holds.</summary>
/// <param name="Participant">Who signed.</param>
/// <param name="Key">With which of its keys.</param>
/// <param name="At">When the ledger got it.</param>
/// <param name="BatchCount">How many settlements the signature covers; 1 when it was signed by itself.</param>
public sealed record SignatureInfo(ParticipantId Participant, KeyId Key, Timestamp At, int BatchCount);
