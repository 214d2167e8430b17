using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>
/// A participant with its private key: makes approvals and endorsements by the statements of spec/statements.md. Needs
/// no ledger, only the origin of the one it signs for. Safe from any thread.
/// </summary>
public sealed class ApprovalSigner
{
    private readonly SigningKey _key;

    /// <summary>A participant that signs with a key.</summary>
    /// <param name="participant">Who signs.</param>
    /// <param name="key">Its private key, which stays the caller's to dispose.</param>
    public ApprovalSigner(ParticipantId participant, SigningKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        Participant = participant;
        _key = key;
        KeyId = KeyIdOf(PublicKey.Read(key.PublicKey.Bytes));
    }

    /// <summary>Who signs.</summary>
    public ParticipantId Participant { get; }

    /// <summary>The id of its key.</summary>
    public KeyId KeyId { get; }

    /// <summary>The id that any Ed25519 key has by its 32 bytes.</summary>
    public static KeyId KeyIdOf(PublicKey key) =>
        new(KeyStatements.KeyId(KeyStatements.Ed25519, key.ToBytes()).Bits);

    /// <summary>Signs one settlement, whose legs, terms and texts must be as they will be submitted.</summary>
    /// <param name="origin">The origin of the ledger's log: the signature is worth nothing to any other.</param>
    /// <param name="request">A settlement with a secret.</param>
    /// <exception cref="ArgumentException">It has no secret, so nobody can sign it.</exception>
    public Approval Approve(Origin origin, SettlementRequest request) => Approve(TransactionHashOf(origin, request));

    /// <summary>Signs one settlement by the hash that stands for all of it.</summary>
    /// <param name="transactionHash">From <see cref="LedgerView.TransactionHash"/> of a ledger the signer
    /// trusts.</param>
    public Approval Approve(Hash32 transactionHash) =>
        new(Participant, KeyId, Sign(ApprovalStatement.Single(transactionHash)));

    /// <summary>Signs settlements as one batch, with one signature.</summary>
    /// <param name="origin">The origin of the ledger's log.</param>
    /// <param name="requests">1 to 1,048,576 settlements with secrets, in the order of their submission.</param>
    /// <exception cref="ArgumentException">One has no secret, or there are none or too many.</exception>
    public BatchApproval ApproveAll(Origin origin, IReadOnlyList<SettlementRequest> requests)
    {
        ArgumentNullException.ThrowIfNull(requests);
        if (requests.Count is < 1 or > ApprovalStatement.BatchMax)
        {
            throw new ArgumentException(
                $"a batch has 1 to {ApprovalStatement.BatchMax} settlements, not {requests.Count}", nameof(requests));
        }

        var tree = new BatchTree(requests.Select(request => TransactionHashOf(origin, request)));
        return new BatchApproval(Participant, KeyId, Sign(tree.Message));
    }

    /// <summary>Vouches for the participant's next key.</summary>
    /// <param name="origin">The origin of the ledger's log.</param>
    /// <param name="next">The next key, and from when to when it may sign.</param>
    public KeyEndorsement Endorse(Origin origin, in KeyTerms next) => new(
        KeyId,
        Sign(KeyStatements.Endorsement(
            origin.Value,
            Participant.Value,
            KeyStatements.Ed25519,
            next.PublicKey.ToBytes(),
            next.ValidFrom.Micros,
            next.ValidUntil?.Micros)));

    private static Hash32 TransactionHashOf(Origin origin, SettlementRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Secret is null
            ? throw new ArgumentException(
                $"settlement {request.Id} has no secret, so nobody can sign it", nameof(request))
            : SignatureRule.TransactionHashOf(origin, request, RequestContent.MetadataHashOf(request, default));
    }

    private Signature Sign(byte[] message) => Signature.Read(_key.Sign(message));
}
