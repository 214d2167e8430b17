using System.Text;

namespace VeritasVault.Proofs;

/// <summary>One history with the remembered checkpoint (V21).</summary>
/// <param name="policy">Whom to trust.</param>
/// <param name="ed25519">Verifies by our rule.</param>
/// <param name="checkpoint">The proof's checkpoint.</param>
/// <param name="note">The same, signed.</param>
internal sealed class HistoryCheck(
    TlogPolicy policy, IEd25519Verifier ed25519, Checkpoint checkpoint, ReadOnlyMemory<byte> note)
{
    internal SplitView? Split { get; private set; }

    internal string? Check(VerifierKnowledge knowledge, string? embedded)
    {
        ConsistencyFile? outer = null;
        ConsistencyFile? inner = null;
        if ((knowledge.Consistency is { } bytes && !ConsistencyFile.TryParse(bytes.Span, out outer, out var fault))
            || (embedded is not null
                && !ConsistencyFile.TryParse(Encoding.UTF8.GetBytes(embedded), out inner, out fault)))
        {
            return $"the consistency file is refused: {fault.Reason}";
        }

        return (inner is null ? null : CheckInner(inner))
            ?? (knowledge.Remembered is { } remembered ? CheckRemembered(remembered, outer, inner) : null);
    }

    // Where the older tree is complete its root is no part of the proof, and only the length can be judged.
    private string? CheckInner(ConsistencyFile file)
    {
        if (EndsElsewhere(file, checkpoint, note) is { } elsewhere)
        {
            return elsewhere;
        }

        if (file.OldSize == 0 || file.OldSize == checkpoint.Size)
        {
            return file.Proof.IsEmpty ? null : "no hashes lead from the empty tree, or from a tree to itself";
        }

        return MerkleProof.TryRoots(file.OldSize, checkpoint.Size, file.Proof.Span, default, out _, out var root)
            && (MerkleProof.IsComplete(file.OldSize) || root == checkpoint.Root)
                ? null
                : "the consistency file does not lead to the checkpoint";
    }

    private string? CheckRemembered(ReadOnlyMemory<byte> remembered, ConsistencyFile? outer, ConsistencyFile? inner)
    {
        if (!policy.TryVerifyLog(remembered.Span, ed25519, out var known, out var fault))
        {
            return $"the remembered checkpoint is refused: {fault.Reason}";
        }

        if (known.Origin != checkpoint.Origin)
        {
            return "the remembered checkpoint is of another log";
        }

        if (known.Size == checkpoint.Size)
        {
            return known.Root == checkpoint.Root
                ? null
                : Contradiction("the log signed two roots for one size", remembered, note, null);
        }

        var isOlder = known.Size < checkpoint.Size;
        return isOlder
            ? CheckPath(known, remembered, checkpoint, note, outer, inner)
            : CheckPath(checkpoint, note, known, remembered, outer, inner);
    }

    private string? CheckPath(
        Checkpoint older,
        ReadOnlyMemory<byte> olderNote,
        Checkpoint newer,
        ReadOnlyMemory<byte> newerNote,
        ConsistencyFile? outer,
        ConsistencyFile? inner)
    {
        // Every tree begins with nothing.
        if (older.Size == 0)
        {
            return null;
        }

        var reason = "a consistency file from the smaller to the larger checkpoint is needed";
        foreach (var file in new[] { outer, inner }.OfType<ConsistencyFile>().Where(file => file.OldSize == older.Size))
        {
            if (EndsElsewhere(file, newer, newerNote) is { } elsewhere)
            {
                reason = elsewhere;
            }
            else
            {
                return CheckProof(file, older, olderNote, newer, newerNote);
            }

            if (Split is not null)
            {
                break;
            }
        }

        return reason;
    }

    private string? CheckProof(
        ConsistencyFile file,
        Checkpoint older,
        ReadOnlyMemory<byte> olderNote,
        Checkpoint newer,
        ReadOnlyMemory<byte> newerNote)
    {
        if (!MerkleProof.TryRoots(older.Size, newer.Size, file.Proof.Span, older.Root, out var old, out var now)
            || now != newer.Root)
        {
            return "the consistency file does not lead from the smaller to the larger checkpoint";
        }

        // The newer tree is proven to begin with another one: what the log signed before was taken back.
        return old == older.Root
            ? null
            : Contradiction(
                "the larger tree that the log signed does not begin with the smaller one", olderNote, newerNote,
                file.ToBytes());
    }

    /// <summary>Why the file's newer checkpoint is not the one that is meant; null when it is.</summary>
    private string? EndsElsewhere(ConsistencyFile file, Checkpoint end, ReadOnlyMemory<byte> endNote)
    {
        if (file.CheckpointNote.Span.SequenceEqual(endNote.Span))
        {
            return null;
        }

        if (!policy.TryVerifyLog(file.CheckpointNote.Span, ed25519, out var other, out var fault))
        {
            return $"the checkpoint of the consistency file is refused: {fault.Reason}";
        }

        return other == end ? null
            : other.Origin == end.Origin && other.Size == end.Size
                ? Contradiction("the log signed two roots for one size", endNote, file.CheckpointNote, null)
            : "the consistency file ends in another checkpoint";
    }

    private string Contradiction(
        string reason, ReadOnlyMemory<byte> first, ReadOnlyMemory<byte> second, ReadOnlyMemory<byte>? proof)
    {
        Split ??= new SplitView(first, second, proof);
        return reason;
    }
}
