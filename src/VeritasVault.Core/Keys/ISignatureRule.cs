namespace VeritasVault.Core;

/// <summary>
/// What the core asks about keys and signatures. Implementations are pure functions: the same answer for the same
/// arguments for ever, in every process, or a replay would decide otherwise. They never throw, whatever the bytes.
/// </summary>
/// <remarks>The core asks only for commands that have to do with keys, and checks what needs no cryptography
/// first.</remarks>
public interface ISignatureRule
{
    /// <summary>The id of a public key.</summary>
    KeyId KeyIdOf(PublicKey key);

    /// <summary>Whether the bytes are a key that may be registered.</summary>
    bool IsAcceptable(PublicKey key);

    /// <summary>Whether a key vouches for another.</summary>
    /// <param name="origin">The ledger's origin.</param>
    /// <param name="participant">Whose keys they are; null for the ledger's own.</param>
    /// <param name="newKey">The key vouched for.</param>
    /// <param name="by">The key that vouches.</param>
    /// <param name="endorsement">Its signature.</param>
    bool Endorses(
        Origin origin, ParticipantId? participant, in KeyTerms newKey, PublicKey by, Signature endorsement);

    /// <summary>Whether an approval is a signature over this settlement, or over a batch that it is in.</summary>
    /// <param name="origin">The ledger's origin.</param>
    /// <param name="request">The settlement. It has a secret; its texts may be missing.</param>
    /// <param name="metadataHash">The salted hash of its texts; null when it never had any.</param>
    /// <param name="approval">The approval, whose batch is within its bounds.</param>
    /// <param name="key">The public key of the approval's key id.</param>
    bool Approves(
        Origin origin, SettlementRequest request, Hash256? metadataHash, in Approval approval, PublicKey key);
}

/// <summary>The rule of a ledger without keys: none is acceptable, no signature holds.</summary>
internal sealed class NoSignatures : ISignatureRule
{
    public KeyId KeyIdOf(PublicKey key) => default;

    public bool IsAcceptable(PublicKey key) => false;

    public bool Endorses(
        Origin origin, ParticipantId? participant, in KeyTerms newKey, PublicKey by, Signature endorsement) => false;

    public bool Approves(
        Origin origin, SettlementRequest request, Hash256? metadataHash, in Approval approval, PublicKey key) => false;
}
