using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>
/// What the core asks about keys and signatures, by the statements of spec/statements.md. Pure in its answers; it only
/// remembers some: approvals checked on the caller's thread before the one lane, and batches whose one signature was
/// found
/// good.
/// </summary>
internal sealed class SignatureRule(IEd25519Verifier ed25519) : ISignatureRule
{
    private const int BatchesRemembered = 4_096;

    private readonly ConditionalWeakTable<SettlementRequest, Verdicts> _checked = [];
    private readonly ConcurrentDictionary<SignedBatch, bool> _batches = new();

    public KeyId KeyIdOf(PublicKey key) => new(KeyStatements.KeyId(KeyStatements.Ed25519, key.ToBytes()).Bits);

    public bool IsAcceptable(PublicKey key) => CheckedKeys.Find(key) is not null;

    public bool Endorses(
        Origin origin, ParticipantId? participant, in KeyTerms newKey, PublicKey by, Signature endorsement) =>
        Verifies(
            by,
            KeyStatements.Endorsement(
                origin.Value,
                participant?.Value,
                KeyStatements.Ed25519,
                newKey.PublicKey.ToBytes(),
                newKey.ValidFrom.Micros,
                newKey.ValidUntil?.Micros),
            endorsement);

    public bool Approves(
        Origin origin, SettlementRequest request, Hash256? metadataHash, in Approval approval, PublicKey key) =>
        _checked.TryGetValue(request, out var verdicts)
            && verdicts.Find(origin, metadataHash, approval, key) is { } known
            ? known
            : Check(TransactionHashOf(origin, request, metadataHash), approval, key);

    /// <summary>Checks a request's approvals on the caller's thread and remembers the answers as long as the request
    /// lives.</summary>
    /// <param name="origin">The ledger's.</param>
    /// <param name="request">A request with a secret and approvals.</param>
    /// <param name="metadataHash">Of its texts.</param>
    /// <param name="keyOf">The public key of a participant's key id; null when it is unknown.</param>
    public void CheckAhead(
        Origin origin, SettlementRequest request, Hash256? metadataHash, Func<Approval, PublicKey?> keyOf)
    {
        if (_checked.TryGetValue(request, out _))
        {
            return;
        }

        var transactionHash = TransactionHashOf(origin, request, metadataHash);
        var verdicts = new Verdicts(origin, metadataHash);
        foreach (var approval in request.Approvals)
        {
            if (ApprovalShape.OutOfRange(approval, string.Empty) is null && keyOf(approval) is { } key)
            {
                verdicts.Add(approval, key, Check(transactionHash, approval, key));
            }
        }

        _checked.AddOrUpdate(request, verdicts);
    }

    /// <summary>The hash that signers of a request approve. One without a secret has none that anybody signs.</summary>
    public static Hash32 TransactionHashOf(Origin origin, SettlementRequest request, Hash256? metadataHash) =>
        TransactionHashOf(new TransactionStatements(MessageHasher.Best), origin, request, metadataHash);

    /// <summary>The same, with statements that are used again and again.</summary>
    public static Hash32 TransactionHashOf(
        TransactionStatements statements, Origin origin, SettlementRequest request, Hash256? metadataHash)
    {
        statements.Compute(origin.Value, (request.Secret ?? default).ToHash32(), request, metadataHash);
        return statements.TransactionHash;
    }

    private bool Check(in Hash32 transactionHash, in Approval approval, PublicKey key)
    {
        if (approval.Batch is not { } batch)
        {
            return Verifies(key, ApprovalStatement.Single(transactionHash), approval.Signature);
        }

        var path = Array.ConvertAll(batch.Path, hash => hash.ToHash32());
        if (!MerkleProof.TryRoot(
            ApprovalStatement.LeafHash(transactionHash), batch.Index, batch.Count, path, out var root))
        {
            return false;
        }

        var signed = new SignedBatch(key, batch.Count, root, approval.Signature);
        if (_batches.TryGetValue(signed, out var known))
        {
            return known;
        }

        var good = Verifies(key, ApprovalStatement.Batch(batch.Count, root), approval.Signature);
        if (_batches.Count >= BatchesRemembered)
        {
            _batches.Clear();
        }

        _batches.TryAdd(signed, good);
        return good;
    }

    private bool Verifies(PublicKey key, ReadOnlySpan<byte> message, Signature signature) =>
        CheckedKeys.Find(key) is { } publicKey && ed25519.Verify(publicKey, message, signature.ToBytes());

    private readonly record struct SignedBatch(PublicKey Key, int Count, Hash32 Root, Signature Signature);

    private sealed class Verdicts(Origin origin, Hash256? metadataHash)
    {
        private readonly List<(Approval Approval, PublicKey Key, bool IsGood)> _known = [];

        public void Add(in Approval approval, PublicKey key, bool isGood) => _known.Add((approval, key, isGood));

        public bool? Find(Origin of, Hash256? hash, in Approval approval, PublicKey key)
        {
            if (of != origin || hash != metadataHash)
            {
                return null;
            }

            foreach (var (known, knownKey, isGood) in _known)
            {
                if (known == approval && knownKey == key)
                {
                    return isGood;
                }
            }

            return null;
        }
    }
}
