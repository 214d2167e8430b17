using System.Text;
using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>
/// Makes the files that prove a decided settlement: everything is built again from its records, must hash to the
/// stored leaf,
/// and must be under the signed root, before it is given away.
/// </summary>
internal sealed class ProofMaker(LedgerState state, LogReader log)
{
    private readonly DecisionStatements _decision = new(state, MessageHasher.Best);

    private readonly KeyOpener _keys = new(state);

    /// <param name="submission">What was submitted.</param>
    /// <param name="held">The approvals held before the decision.</param>
    /// <param name="decided">The record that decided it.</param>
    /// <param name="blockNo">The block of that record.</param>
    /// <param name="view">What to open.</param>
    /// <exception cref="RecordFormatException">The stored history contradicts itself.</exception>
    public ProofFiles Make(
        Submission submission, HeldApprovals held, SettlementRecord decided, long blockNo, ProofView view)
    {
        var origin = log.OriginAt(decided.RecordNo);
        var place = new EntryPlace(origin.Origin.Value, decided.RecordNo + blockNo - 2, blockNo);
        _decision.Compute(place, decided, submission, held, origin.Index);
        var entry = _decision.EntryOf(place, decided);
        var bytes = entry.ToBytes();
        var block = log.Block(blockNo);
        var leaf = MerkleHash.Leaf(bytes);
        if (block.Leaf(decided.RecordNo) != leaf)
        {
            throw new RecordFormatException($"record {decided.RecordNo} does not make the entry that is in the log");
        }

        var closing = log.LastBlockOf(origin);
        var checkpoint = log.CheckpointOf(closing);
        var proof = ProofOf(bytes, leaf, place.LogIndex, checkpoint);
        var headerBytes = block.BlockEntry.ToArray();
        var headerIndex = block.Header.FirstRecordNo + block.Header.RecordCount + blockNo - 2;
        var headerProof = ProofOf(headerBytes, MerkleHash.Leaf(headerBytes), headerIndex, checkpoint);
        var opened = Opened(entry, view, checkpoint, proof, headerProof);
        var keys = KeysOf(block, view, origin);
        var vkey = LogIdentity.VkeyOf(origin.Origin, log.KeyAt(closing));
        return new ProofFiles(proof, (opened with { Keys = keys }).ToBytes(), vkey);
    }

    private byte[] ProofOf(byte[] entry, in Hash32 leaf, long index, SignedCheckpoint checkpoint) => new TlogProofFile(
        entry, index, log.Path(index, leaf, checkpoint.Checkpoint), checkpoint.Note).ToBytes();

    private OpenedKeys? KeysOf(StoredBlock block, ProofView view, LedgerOrigin origin)
    {
        int[] signers = [.. new Disclosure(state, _decision, view).SignersKeys()];
        if (signers.Length == 0)
        {
            return null;
        }

        var closing = LogEntry.TryRead(block.BlockEntry, out var reason) as BlockEntry
            ?? throw new RecordFormatException($"a block has no block entry: {reason}");
        var registry = RegistryStatement.Read(block.Registry);
        return _keys.Open(registry, new Timestamp(closing.Timestamp), origin, signers);
    }

    private SettlementProof Opened(
        DecisionEntry entry, ProofView view, SignedCheckpoint checkpoint, byte[] proof, byte[] headerProof)
    {
        var disclosure = new Disclosure(state, _decision, view);
        return new SettlementProof(
            _decision.Transaction.Transaction,
            entry.Timestamp,
            entry.TransactionHash,
            entry is FailureEntry failure
                ? new FailureReason(failure.Category, failure.Code, failure.Stage, failure.Attempt)
                : null,
            disclosure.Terms(),
            disclosure.Instructions(),
            disclosure.States(),
            disclosure.Signatures(),
            new BlockReference(
                entry.Origin, entry.BlockNo, entry.LogIndex, checkpoint.Checkpoint.Size, checkpoint.Checkpoint.Root),
            Encoding.UTF8.GetString(proof),
            Encoding.UTF8.GetString(headerProof),
            null,
            null);
    }
}

/// <summary>What was submitted of a settlement, as its record has it.</summary>
/// <param name="Body">The content; reference and metadata stay outside.</param>
/// <param name="MetadataHash">Their salted hash.</param>
internal readonly record struct Submission(SettlementRequest Body, Hash256? MetadataHash);
