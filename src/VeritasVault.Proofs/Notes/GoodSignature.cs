using System.Buffers.Binary;

namespace VeritasVault.Proofs;

/// <summary>A signature of a note that was verified.</summary>
/// <param name="Key">The key that made it.</param>
/// <param name="TimeSeconds">
/// What a cosignature says the time was; null for other types. Any number: policies judge it.
/// </param>
public sealed record GoodSignature(NoteKey Key, ulong? TimeSeconds)
{
    internal static GoodSignature? VerifyOrNull(
        ReadOnlySpan<byte> text, NoteSignature line, NoteKey key, IEd25519Verifier verifier)
    {
        var bytes = line.Signature.Span;
        if (key.Type == NoteKeyType.Ed25519)
        {
            return verifier.Verify(key.PublicKey, text, bytes) ? new GoodSignature(key, null) : null;
        }

        if (bytes.Length != NoteSigning.TimeSize + Ed25519Rule.SignatureSize)
        {
            return null;
        }

        var time = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        var message = NoteSigning.CosignedMessage(text, time);
        return verifier.Verify(key.PublicKey, message, bytes[NoteSigning.TimeSize..])
            ? new GoodSignature(key, time)
            : null;
    }
}
