using System.Security.Cryptography;
using System.Text;
using VeritasVault.Engine;
using VeritasVault.Proofs;

namespace VeritasVault.Simulator;

/// <summary>Says whether the log is what it was, to whoever wrote its checkpoints down.</summary>
internal static class LogJudge
{
    private const int ManyCheckpoints = 6;

    /// <summary>Every checkpoint that was ever durable is there and unchanged, and one of them is shown to be the
    /// beginning of the newest.</summary>
    public static void AfterOpening(Evidence evidence)
    {
        Compare(evidence);
        var known = evidence.Log.Checkpoints;
        MustContinue(evidence, evidence.Draw.Pick(known));
    }

    /// <summary>All of them are, or many in a struck run; and the newest root is that of the leaves.</summary>
    public static void AtTheEnd(Evidence evidence)
    {
        Compare(evidence);
        var known = evidence.Log.Checkpoints;
        var every = evidence.IsThorough ? 1 : 1 + (known.Count / ManyCheckpoints);
        for (var i = evidence.Draw.Below(every); i < known.Count; i += every)
        {
            MustContinue(evidence, known[i]);
        }

        var leaves = new List<byte[]>();
        for (long blockNo = 1; blockNo <= evidence.Store.LastBlockNo; blockNo++)
        {
            foreach (var leaf in BlockFormat.Leaves(evidence.Store.ReadBlock(blockNo)))
            {
                leaves.Add(leaf.Bytes.ToArray());
            }
        }

        var newest = evidence.Log.Newest;
        if (leaves.Count != newest.Size || Convert.ToBase64String(RootOf(leaves, 0, leaves.Count)) != newest.Root)
        {
            throw new FindingException($"{leaves.Count} leaves do not make the tree of {newest.Size} that was signed");
        }
    }

    private static void Compare(Evidence evidence)
    {
        var notes = new List<string>();
        for (long blockNo = 1; blockNo <= evidence.Store.LastBlockNo; blockNo++)
        {
            notes.Add(Encoding.UTF8.GetString(BlockFormat.Checkpoint(evidence.Store.ReadBlock(blockNo))));
        }

        evidence.Log.Compare(notes);
        var newest = evidence.Log.Newest;
        if (evidence.View.Checkpoint != newest.Note || evidence.View.LogSize != newest.Size)
        {
            throw new FindingException(
                $"the view says {evidence.View.LogSize} entries and {evidence.View.Checkpoint}, "
                + $"the last block {newest.Note}");
        }
    }

    private static void MustContinue(Evidence evidence, Remembered older)
    {
        var newest = evidence.Log.Newest;
        var file = evidence.View.Consistency(older.Size)
            ?? throw new FindingException($"no proof of consistency leads from {older.Size} to {newest.Size}");
        if (!ConsistencyFile.TryParse(file, out var read, out var fault))
        {
            throw new FindingException($"the consistency file from {older.Size} is refused: {fault.Reason}");
        }

        if (read.OldSize != older.Size || Encoding.UTF8.GetString(read.CheckpointNote.Span) != newest.Note
            || !MerkleProof.IsConsistent(
                older.Size, newest.Size, read.Proof.Span, RootOf(older), RootOf(newest)))
        {
            throw new FindingException(
                $"the log of {newest.Size} entries does not begin with the one of {older.Size} that it signed");
        }
    }

    private static Hash32 RootOf(Remembered checkpoint) => new(Convert.FromBase64String(checkpoint.Root));

    // RFC 6962, section 2.1, word by word.
    private static byte[] RootOf(List<byte[]> leaves, int from, int count)
    {
        if (count == 1)
        {
            return leaves[from];
        }

        var left = 1;
        while (left * 2 < count)
        {
            left *= 2;
        }

        return SHA256.HashData(
            [1, .. RootOf(leaves, from, left), .. RootOf(leaves, from + left, count - left)]);
    }
}
