using System.Buffers.Binary;
using System.Text;

namespace VeritasVault.Proofs;

/// <summary>One signature line of a note: <c>— name base64(key id ‖ signature)</c>.</summary>
/// <param name="Name">The name of the key.</param>
/// <param name="KeyId">The id of the key; with the name it says which key.</param>
/// <param name="Signature">What the key's type makes of it; at least one byte.</param>
public sealed record NoteSignature(string Name, uint KeyId, ReadOnlyMemory<byte> Signature)
{
    internal const int KeyIdSize = 4;

    internal static ReadOnlySpan<byte> LinePrefix => "— "u8;

    /// <summary>The line with its line feed.</summary>
    public override string ToString()
    {
        var bytes = new byte[KeyIdSize + Signature.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        Signature.CopyTo(bytes.AsMemory(KeyIdSize));
        return $"— {Name} {Convert.ToBase64String(bytes)}\n";
    }

    /// <summary>Reads a line without its line feed, which is known to be valid UTF-8.</summary>
    internal static NoteSignature? ReadOrNull(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith(LinePrefix))
        {
            return null;
        }

        var rest = line[LinePrefix.Length..];
        var space = rest.IndexOf((byte)' ');
        if (space < 0 || CanonicalText.Base64OrNull(rest[(space + 1)..]) is not { Length: > KeyIdSize } bytes)
        {
            return null;
        }

        var name = Encoding.UTF8.GetString(rest[..space]);
        return CanonicalText.IsKeyName(name)
            ? new NoteSignature(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(KeyIdSize))
            : null;
    }
}
