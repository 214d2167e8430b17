using VeritasVault.Core;

namespace VeritasVault.Simulator;

/// <summary>
/// What the signers know that they have signed. The model asks here whether a signature is right, so that no line of
/// the product has a say in it.
/// </summary>
internal sealed class SignatureBook
{
    private readonly HashSet<(Approval Approval, string Content)> _approvals = [];
    private readonly HashSet<(ParticipantId, PublicKey, Timestamp?, Timestamp?, KeyEndorsement)> _endorsements = [];
    private readonly HashSet<PublicKey> _keys = [];

    public void Add(Signer signer) => _keys.Add(signer.PublicKey);

    /// <summary>A signer has approved this content.</summary>
    public void Add(Approval approval, string content) => _approvals.Add((approval, content));

    /// <summary>A signer vouches for the key of this command.</summary>
    public void Add(RegisterKey command, KeyEndorsement endorsement) => _endorsements.Add(
        (command.Participant, command.PublicKey, command.ValidFrom, command.ValidUntil, endorsement));

    public bool IsKey(PublicKey key) => _keys.Contains(key);

    public bool IsRight(Approval approval, string content) => _approvals.Contains((approval, content));

    public bool IsRight(RegisterKey command) => command.Endorsement is { } endorsement && _endorsements.Contains(
        (command.Participant, command.PublicKey, command.ValidFrom, command.ValidUntil, endorsement));
}
