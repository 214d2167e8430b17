using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>Checks stored checkpoints: that they are those of their trees, and who signed them. It remembers the keys
/// it checked
/// last, for checking a key costs more than a signature.</summary>
internal sealed class CheckpointCheck(IEd25519Verifier ed25519)
{
    private (string Origin, PublicKey Before, PublicKey Now) _known;
    private NoteKeyRing? _ring;

    /// <summary>Checks that a block's checkpoint is that of its tree.</summary>
    /// <returns>The signed note.</returns>
    /// <exception cref="RecordFormatException">It is not.</exception>
    public static SignedNote Tree(ReadOnlySpan<byte> block, Checkpoint expected)
    {
        var blockNo = BlockFormat.Header(block).BlockNo;
        if (!SignedNote.TryParse(BlockFormat.Checkpoint(block), out var note, out _)
            || !Checkpoint.TryParse(note.Text.Span, out var found, out _))
        {
            throw new RecordFormatException($"block {blockNo} has no checkpoint");
        }

        return found == expected
            ? note
            : throw new RecordFormatException(
                $"block {blockNo} has the checkpoint {found.Size} {found.Root}, its entries make {expected.Size} "
                + $"{expected.Root}");
    }

    /// <summary>Checks the tree, and that the ledger's key signed it, and the one before where the block rotates
    /// it.</summary>
    /// <returns>How many signatures were checked.</returns>
    /// <exception cref="RecordFormatException">It is not so.</exception>
    public int Signed(ReadOnlySpan<byte> block, Checkpoint expected, PublicKey before, PublicKey now)
    {
        var note = Tree(block, expected);
        var count = before == default || before == now ? 1 : 2;
        if (note.Signatures.Count != count
            || RingOf(expected.Origin, before, now) is not { } ring
            || !ring.TryVerify(note, ed25519, out var good, out _)
            || good.Count != count)
        {
            throw new RecordFormatException(
                $"the checkpoint of block {BlockFormat.Header(block).BlockNo} is not signed by the ledger's key");
        }

        return count;
    }

    private NoteKeyRing? RingOf(string origin, PublicKey before, PublicKey now)
    {
        if (_known == (origin, before, now))
        {
            return _ring;
        }

        PublicKey[] keys = before == default || before == now ? [now] : [before, now];
        var known = new List<NoteKey>();
        foreach (var key in keys)
        {
            if (CheckedKeys.Find(key) is { } publicKey)
            {
                known.Add(NoteKey.Create(origin, NoteKeyType.Ed25519, publicKey));
            }
        }

        _known = (origin, before, now);
        _ring = known.Count == keys.Length && NoteKeyRing.TryCreate(known, out var ring) ? ring : null;
        return _ring;
    }
}
