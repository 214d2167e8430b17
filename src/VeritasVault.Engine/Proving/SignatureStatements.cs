using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>
/// The signatures that a settlement rests on (spec/statements.md, Lists): one for each authoriser, whichever was held
/// last
/// and counted at the decision. Used again and again; what it holds is valid until the next <see cref="Compute"/>.
/// </summary>
internal sealed class SignatureStatements(IMessageHasher hasher)
{
    private readonly List<HeldApproval> _counted = [];
    private readonly List<SignatureStatement> _signatures = [];
    private readonly MessageBatch _batch = new();
    private Hash32[] _leaves = new Hash32[4];

    public int Count => _signatures.Count;

    public IReadOnlyList<SignatureStatement> Signatures => _signatures;

    /// <summary>The approvals they are made of, in the same order.</summary>
    public IReadOnlyList<HeldApproval> Approvals => _counted;

    public ReadOnlySpan<Hash32> Leaves => _leaves.AsSpan(0, Count);

    public Hash32 Root => MerkleHash.Root(Leaves, hasher);

    /// <param name="state">Knows the participants and keys.</param>
    /// <param name="decided">The record that decides.</param>
    /// <param name="held">What was held before it; null for a submission.</param>
    /// <param name="originIndex">The origin in force: approvals for another one do not count.</param>
    /// <param name="transactionHash">What was approved.</param>
    public void Compute(
        LedgerState state,
        SettlementRecord decided,
        HeldApprovals? held,
        int originIndex,
        in Hash32 transactionHash)
    {
        _counted.Clear();
        _signatures.Clear();
        if (!decided.IsCommit || decided.Approvals.Count + (held?.Count ?? 0) == 0)
        {
            return;
        }

        for (var i = 0; i < decided.Approvals.Count; i++)
        {
            AddIfValid(state, decided.Approvals[i], decided.At);
        }

        for (var i = 0; i < (held?.Count ?? 0); i++)
        {
            var approval = held![i];
            if (approval.OriginIndex == originIndex
                && _counted.TrueForAll(counted => counted.ParticipantIndex != approval.ParticipantIndex))
            {
                AddIfValid(state, approval, decided.At);
            }
        }

        _counted.Sort((first, second) => string.CompareOrdinal(NameOf(state, first), NameOf(state, second)));
        Write(state, transactionHash);
    }

    private static string NameOf(LedgerState state, HeldApproval approval) =>
        state.Participants[approval.ParticipantIndex].Id.Value;

    private void AddIfValid(LedgerState state, HeldApproval approval, Timestamp at)
    {
        if (state.Keys[approval.KeyIndex].IsValidAt(at))
        {
            _counted.Add(approval);
        }
    }

    private void Write(LedgerState state, in Hash32 transactionHash)
    {
        _batch.Clear();
        for (var i = 0; i < _counted.Count; i++)
        {
            var approval = _counted[i];
            var signature = new SignatureStatement(
                i,
                NameOf(state, approval),
                new Bytes16(state.Keys[approval.KeyIndex].Id.Bits),
                KeyStatements.Ed25519,
                approval.Signature.ToBytes(),
                BatchOf(approval, transactionHash));
            _signatures.Add(signature);
            _batch.BeginLeaf();
            signature.Write(_batch.Writer);
            _batch.EndMessage();
        }

        if (_leaves.Length < _counted.Count)
        {
            _leaves = new Hash32[_counted.Count];
        }

        _batch.Hash(hasher, _leaves);
    }

    private static BatchReference? BatchOf(HeldApproval approval, in Hash32 transactionHash)
    {
        if (approval.Batch is not { } batch)
        {
            return null;
        }

        var path = Array.ConvertAll(batch.Path, hash => hash.ToHash32());
        Invariant.Holds(MerkleProof.TryRoot(
            ApprovalStatement.LeafHash(transactionHash), batch.Index, batch.Count, path, out var root));
        return new BatchReference(batch.Index, batch.Count, root);
    }
}
