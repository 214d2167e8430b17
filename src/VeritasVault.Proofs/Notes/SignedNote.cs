using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace VeritasVault.Proofs;

/// <summary>
/// A signed note (C2SP signed-note): a text, an empty line, signature lines. Reading is strict: canonical base64 only,
/// and no second line of one name and key id. What was read is written back byte for byte.
/// </summary>
public sealed class SignedNote
{
    /// <summary>Signature lines of a note; C2SP asks for at least 16.</summary>
    public const int SignaturesMax = 100;

    /// <summary>Bytes of a note that are looked at; longer ones are refused.</summary>
    public const int BytesMax = 1 << 20;

    /// <summary>A note of a text and its signatures.</summary>
    /// <param name="text">Ends in a line feed.</param>
    /// <param name="signatures">At least one.</param>
    public SignedNote(ReadOnlyMemory<byte> text, IReadOnlyList<NoteSignature> signatures)
    {
        Text = text;
        Signatures = signatures;
    }

    /// <summary>The signed text in UTF-8, with its last line feed and without the empty line after it.</summary>
    public ReadOnlyMemory<byte> Text { get; }

    /// <summary>The signature lines in their order.</summary>
    public IReadOnlyList<NoteSignature> Signatures { get; }

    /// <summary>Reads a note; no signature is verified.</summary>
    /// <param name="bytes">The whole note.</param>
    /// <param name="note">The note.</param>
    /// <param name="fault">Why not, when not.</param>
    public static bool TryParse(
        ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out SignedNote? note, [NotNullWhen(false)] out ProofFault? fault)
    {
        note = null;
        var signatures = new List<NoteSignature>();
        var reason = Read(bytes, out var textLength, signatures);
        fault = reason is null ? null : new ProofFault(ProofStep.Note, reason);
        if (fault is not null)
        {
            return false;
        }

        note = new SignedNote(bytes[..textLength].ToArray(), signatures);
        return true;
    }

    /// <summary>The note with one more signature line at its end.</summary>
    public SignedNote With(NoteSignature signature) => new(Text, [.. Signatures, signature]);

    /// <summary>The whole note.</summary>
    public byte[] ToBytes()
    {
        var lines = string.Concat(Signatures.Select(signature => signature.ToString()));
        return [.. Text.Span, (byte)'\n', .. Encoding.UTF8.GetBytes(lines)];
    }

    private static string? Read(ReadOnlySpan<byte> bytes, out int textLength, List<NoteSignature> signatures)
    {
        textLength = 0;
        if (bytes.Length > BytesMax)
        {
            return $"a note has at most {BytesMax} bytes";
        }

        if (!CanonicalText.IsNoteText(bytes))
        {
            return "a note is UTF-8 without control characters";
        }

        var split = bytes.LastIndexOf("\n\n"u8);
        if (split < 0 || bytes[^1] != '\n' || split == bytes.Length - 2)
        {
            return "a note is a text, an empty line and signature lines, each with its line feed";
        }

        textLength = split + 1;
        var block = bytes[(split + 2)..];
        if (block.Count((byte)'\n') > SignaturesMax)
        {
            return $"a note has at most {SignaturesMax} signature lines";
        }

        return ReadSignatures(block, signatures);
    }

    private static string? ReadSignatures(ReadOnlySpan<byte> block, List<NoteSignature> signatures)
    {
        var lines = new LineReader(block);
        while (!lines.AtEnd)
        {
            if (!lines.TryLine(out var line) || NoteSignature.ReadOrNull(line) is not { } signature)
            {
                return "a signature line is not of the right form";
            }

            foreach (var other in signatures)
            {
                if (other.KeyId == signature.KeyId && other.Name == signature.Name)
                {
                    return "two signature lines are of one name and key id";
                }
            }

            signatures.Add(signature);
        }

        return null;
    }
}
