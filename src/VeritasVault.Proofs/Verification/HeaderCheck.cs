namespace VeritasVault.Proofs;

/// <summary>The entry of the settlement's block under the checkpoint of the proof (V19).</summary>
/// <param name="policy">Whom to trust.</param>
/// <param name="ed25519">Verifies by our rule.</param>
/// <param name="checkpoint">The proof's checkpoint.</param>
/// <param name="note">The same, signed.</param>
internal sealed class HeaderCheck(
    TlogPolicy policy, IEd25519Verifier ed25519, Checkpoint checkpoint, ReadOnlyMemory<byte> note)
{
    internal BlockEntry? Header { get; private set; }

    internal SplitView? Split { get; private set; }

    internal string? Check(ReadOnlySpan<byte> proof, DecisionEntry entry)
    {
        if (!TlogProofFile.TryParse(proof, out var file, out var fault))
        {
            return $"the proof of the block is refused: {fault.Reason}";
        }

        if (!file.CheckpointNote.Span.SequenceEqual(note.Span))
        {
            return CheckOther(file.CheckpointNote);
        }

        if (file.Extra is not { } leaf || LogEntry.TryRead(leaf.Span, out _) is not BlockEntry header)
        {
            return "the proof of the block holds no block entry";
        }

        var hash = MerkleHash.Leaf(leaf.Span);
        if (!MerkleProof.IsIncluded(hash, file.Index, checkpoint.Size, file.Path.Span, checkpoint.Root))
        {
            return "the path does not lead from the block entry to the checkpoint's root";
        }

        Header = header;
        return header.LogIndex != file.Index ? "the block entry is of another place"
            : header.Origin != entry.Origin || header.BlockNo != entry.BlockNo ? "the block entry is of another block"
            : entry.LogIndex < header.FirstIndex || entry.LogIndex >= header.LogIndex
                ? "the entry is not in the range of its block"
            : header.Timestamp < entry.Timestamp ? "the block ends before the entry's time"
            : null;
    }

    private string CheckOther(ReadOnlyMemory<byte> other)
    {
        if (policy.TryVerifyLog(other.Span, ed25519, out var second, out _)
            && second.Origin == checkpoint.Origin
            && second.Size == checkpoint.Size
            && second.Root != checkpoint.Root)
        {
            Split = new SplitView(note, other, null);
            return "the log signed two roots for one size";
        }

        return "the proof of the block has another checkpoint";
    }
}
