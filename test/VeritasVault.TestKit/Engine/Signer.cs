using System.Globalization;
using VeritasVault.Core;
using VeritasVault.Engine;
using VeritasVault.Proofs;

namespace VeritasVault.TestKit.Engine;

/// <summary>A participant with a key that signs, made from a number; the same in every run.</summary>
internal sealed class Signer(string participant, int number)
{
    private readonly SigningKey _key = SigningKey.FromSeed(
        Convert.FromHexString(number.ToString("x64", CultureInfo.InvariantCulture)));

    public ParticipantId Participant { get; } = ParticipantId.Parse(participant);

    public PublicKey PublicKey => PublicKey.Read(_key.PublicKey.Bytes);

    public KeyId KeyId => new(KeyStatements.KeyId(KeyStatements.Ed25519, _key.PublicKey.Bytes).Bits);

    public RegisterKey First(long id) =>
        new() { Id = Samples.Cid(id), Actor = Samples.Operator, Participant = Participant, PublicKey = PublicKey };

    public RegisterKey Reset(long id) => First(id) with { IsReset = true };

    public RegisterKey EndorsedBy(Signer previous, long id, string origin, Timestamp from) => First(id) with
    {
        ValidFrom = from,
        Endorsement = new KeyEndorsement(previous.KeyId, previous.Sign(KeyStatements.Endorsement(
            origin, Participant.Value, KeyStatements.Ed25519, _key.PublicKey.Bytes, from.Micros, null))),
    };

    public RevokeKey Revoke(long id) =>
        new() { Id = Samples.Cid(id), Actor = Samples.Operator, Participant = Participant, Key = KeyId };

    public Approval Approve(SettlementRequest request, string origin) => new(
        Participant,
        KeyId,
        Sign(ApprovalStatement.Single(SignatureRule.TransactionHashOf(Origin.Parse(origin), request, null))));

    public BatchApproval ApproveAll(IReadOnlyList<SettlementRequest> requests, string origin)
    {
        var tree = new BatchTree(requests.Select(
            request => SignatureRule.TransactionHashOf(Origin.Parse(origin), request, null)));
        return new BatchApproval(Participant, KeyId, Sign(tree.Message));
    }

    public Signature Sign(byte[] message) => Signature.Read(_key.Sign(message));
}
