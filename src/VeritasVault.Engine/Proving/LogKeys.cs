using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>The private keys the log signs its checkpoints with: the current one, and during a rotation the
/// next.</summary>
internal sealed class LogKeys(SigningKey? current)
{
    private readonly Lock _gate = new();
    private SigningKey? _next;

    /// <summary>The key a ledger was opened with, or rotated to; null for questions only.</summary>
    public SigningKey? Current { get; private set; } = current;

    /// <summary>Makes known the key that the next rotation names; before the rotation is given as a command.</summary>
    public void Expect(SigningKey next)
    {
        lock (_gate)
        {
            _next = next;
        }
    }

    /// <summary>Signs a checkpoint: by the key of the ledger, and in the block of a rotation by both.</summary>
    /// <returns>The signed note.</returns>
    public byte[] Sign(Checkpoint checkpoint, PublicKey before, PublicKey now)
    {
        lock (_gate)
        {
            Invariant.Holds(Current is not null);
            var text = checkpoint.ToBytes();
            var rotates = before != default && before != now;
            var note = new SignedNote(text, [NoteSigning.Sign(checkpoint.Origin, text, Current)]);
            if (!rotates)
            {
                return note.ToBytes();
            }

            // Not answered yet, and not durable: nobody relies on the rotation before this block is written.
            Invariant.Holds(_next is not null && _next.PublicKey.Bytes.SequenceEqual(now.ToBytes()));
            Current = _next;
            _next = null;
            return note.With(NoteSigning.Sign(checkpoint.Origin, text, Current)).ToBytes();
        }
    }

    /// <summary>Checks that a stored block's checkpoint is that of its tree, signed by the ledger's key, and by the
    /// one before
    /// where the block rotates it.</summary>
    /// <returns>How many signatures were checked.</returns>
    /// <exception cref="RecordFormatException">It is not.</exception>
    public static int Check(ReadOnlySpan<byte> block, Checkpoint expected, PublicKey before, PublicKey now)
    {
        var blockNo = BlockFormat.Header(block).BlockNo;
        if (!SignedNote.TryParse(BlockFormat.Checkpoint(block), out var note, out _)
            || !Checkpoint.TryParse(note.Text.Span, out var found, out _))
        {
            throw new RecordFormatException($"block {blockNo} has no checkpoint");
        }

        if (found != expected)
        {
            throw new RecordFormatException(
                $"block {blockNo} has the checkpoint {found.Size} {found.Root}, its entries make {expected.Size} "
                + $"{expected.Root}");
        }

        PublicKey[] keys = before == default || before == now ? [now] : [before, now];
        if (keys.Length != note.Signatures.Count || !AreSigned(note, expected.Origin, keys))
        {
            throw new RecordFormatException($"the checkpoint of block {blockNo} is not signed by the ledger's key");
        }

        return keys.Length;
    }

    private static bool AreSigned(SignedNote note, string origin, PublicKey[] keys)
    {
        var known = new List<NoteKey>();
        foreach (var key in keys)
        {
            if (!Ed25519PublicKey.TryCreate(key.ToBytes(), out var publicKey))
            {
                return false;
            }

            known.Add(NoteKey.Create(origin, NoteKeyType.Ed25519, publicKey));
        }

        return NoteKeyRing.TryCreate(known, out var ring)
            && ring.TryVerify(note, LedgerEd25519.Instance, out var good, out _)
            && good.Count == keys.Length;
    }
}
