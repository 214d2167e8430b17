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
}
