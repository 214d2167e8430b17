using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace VeritasVault.Proofs;

/// <summary>
/// The text of a checkpoint (C2SP tlog-checkpoint): origin, size and root, exactly three lines; extension lines are
/// refused.
/// </summary>
/// <param name="Origin">The log's name: not empty, one line.</param>
/// <param name="Size">Leaves of the tree, from 0.</param>
/// <param name="Root">Root of the tree; SHA-256 of nothing when the size is 0.</param>
public sealed record Checkpoint(string Origin, long Size, Hash32 Root)
{
    /// <summary>Reads the text of a note that is a checkpoint.</summary>
    /// <param name="text">The text with its last line feed.</param>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="fault">Why not, when not.</param>
    public static bool TryParse(
        ReadOnlySpan<byte> text,
        [NotNullWhen(true)] out Checkpoint? checkpoint,
        [NotNullWhen(false)] out ProofFault? fault)
    {
        checkpoint = null;
        var reason = Read(text, out var origin, out var size, out var root);
        fault = reason is null ? null : new ProofFault(ProofStep.Checkpoint, reason);
        if (fault is not null)
        {
            return false;
        }

        checkpoint = new Checkpoint(origin, size, root);
        return true;
    }

    /// <summary>The three lines, to be signed.</summary>
    public override string ToString() =>
        $"{Origin}\n{Size.ToString(CultureInfo.InvariantCulture)}\n{Root.ToBase64()}\n";

    /// <summary>The three lines in UTF-8.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(ToString());

    private static string? Read(ReadOnlySpan<byte> text, out string origin, out long size, out Hash32 root)
    {
        (origin, size, root) = ("", 0, default);
        var lines = new LineReader(text);
        if (!lines.TryLine(out var originLine)
            || !lines.TryLine(out var sizeLine)
            || !lines.TryLine(out var rootLine)
            || !lines.AtEnd)
        {
            return "a checkpoint has exactly three lines";
        }

        if (originLine.IsEmpty || !CanonicalText.IsNoteText(originLine))
        {
            return "the origin is empty or not a text";
        }

        if (!CanonicalText.TryDecimal(sizeLine, out size))
        {
            return "the size is not a decimal below 2^63";
        }

        if (!Hash32.TryParseBase64(rootLine, out root))
        {
            return "the root is not 32 bytes of canonical base64";
        }

        origin = Encoding.UTF8.GetString(originLine);
        return size == 0 && root != Hash32.OfNothing ? "the root of the empty tree is SHA-256 of nothing" : null;
    }
}
