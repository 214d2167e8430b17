using System.Collections.Concurrent;
using System.Globalization;
using VeritasVault.Core;
using VeritasVault.Engine;
using VeritasVault.Proofs;

namespace VeritasVault.Simulator;

/// <summary>A participant with one of its keys. Keys are made from numbers: the same in every run.</summary>
internal sealed class Signer
{
    /// <summary>The log that everybody signs for.</summary>
    public static readonly Origin Origin = Origin.Parse("sim/log");

    // Making a key is dear and its number says all of it, so all seeds share the same few.
    private static readonly ConcurrentDictionary<int, SigningKey> Keys = new();

    private readonly SigningKey _key;

    public Signer(ParticipantId participant, int number)
    {
        Participant = participant;
        _key = Keys.GetOrAdd(number, static n => SigningKey.FromSeed(
            Convert.FromHexString((n + 1000).ToString("x64", CultureInfo.InvariantCulture))));
        PublicKey = PublicKey.Read(_key.PublicKey.Bytes);
        KeyId = IdOf(PublicKey);
    }

    public ParticipantId Participant { get; }

    public PublicKey PublicKey { get; }

    public KeyId KeyId { get; }

    public static KeyId IdOf(PublicKey key) => new(KeyStatements.KeyId(KeyStatements.Ed25519, key.ToBytes()).Bits);

    public Approval Approve(SettlementRequest request) =>
        new(Participant, KeyId, Sign(ApprovalStatement.Single(HashOf(request))));

    /// <summary>One signature over all of them, as it stands with each.</summary>
    public Approval[] ApproveAll(IReadOnlyList<SettlementRequest> requests)
    {
        var tree = new BatchTree(requests.Select(HashOf));
        var signature = Sign(tree.Message);
        return [.. requests.Select((_, i) => new Approval(Participant, KeyId, signature) { Batch = tree.At(i) })];
    }

    public KeyEndorsement Endorse(Signer next, Timestamp from, Timestamp? until) => new(
        KeyId,
        Sign(KeyStatements.Endorsement(
            Origin.Value,
            next.Participant.Value,
            KeyStatements.Ed25519,
            next.PublicKey.ToBytes(),
            from.Micros,
            until?.Micros)));

    // Whoever signs gave a secret, so the salt key of the ledger has no part in the hash.
    private static Hash32 HashOf(SettlementRequest request) =>
        SignatureRule.TransactionHashOf(Origin, request, RequestContent.MetadataHashOf(request, default));

    private Signature Sign(byte[] message) => Signature.Read(_key.Sign(message));
}
