using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace VeritasVault.Proofs;

/// <summary>What is signed for a signature line, and how the line is made.</summary>
public static class NoteSigning
{
    internal const int TimeSize = sizeof(ulong);

    /// <summary>A log's line (type 0x01): Ed25519 over the text itself.</summary>
    /// <param name="name">The key's name; for a checkpoint the origin.</param>
    /// <param name="text">The text of the note with its last line feed.</param>
    /// <param name="signer">The log's key.</param>
    public static NoteSignature Sign(string name, ReadOnlySpan<byte> text, IEd25519Signer signer)
    {
        var id = NoteKey.IdOf(name, NoteKeyType.Ed25519, signer.PublicKey.Bytes);
        return new NoteSignature(name, id, signer.Sign(text));
    }

    /// <summary>A witness' line (type 0x04): the time, then Ed25519 over <see cref="CosignedMessage"/>.</summary>
    /// <param name="name">The witness key's name.</param>
    /// <param name="checkpoint">The text of the checkpoint with its last line feed.</param>
    /// <param name="timeSeconds">Seconds since 1970-01-01T00:00:00Z; policies refuse 0 and 2^63 and above.</param>
    /// <param name="signer">The witness' key.</param>
    public static NoteSignature Cosign(
        string name, ReadOnlySpan<byte> checkpoint, ulong timeSeconds, IEd25519Signer signer)
    {
        var id = NoteKey.IdOf(name, NoteKeyType.CosignatureV1, signer.PublicKey.Bytes);
        var signature = new byte[TimeSize + Ed25519Rule.SignatureSize];
        BinaryPrimitives.WriteUInt64BigEndian(signature, timeSeconds);
        signer.Sign(CosignedMessage(checkpoint, timeSeconds)).CopyTo(signature.AsSpan(TimeSize));
        return new NoteSignature(name, id, signature);
    }

    /// <summary>
    /// The message of a cosignature/v1 (C2SP tlog-cosignature): two lines, then the checkpoint's text.
    /// </summary>
    public static byte[] CosignedMessage(ReadOnlySpan<byte> checkpoint, ulong timeSeconds)
    {
        var time = timeSeconds.ToString(CultureInfo.InvariantCulture);
        return [.. Encoding.ASCII.GetBytes($"cosignature/v1\ntime {time}\n"), .. checkpoint];
    }
}
