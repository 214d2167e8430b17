using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace VeritasVault.Proofs;

/// <summary>
/// A proof file of C2SP tlog-proof, version 1: optional extra data, the entry's index, the inclusion path, and the
/// signed checkpoint, which is kept as it is. What was read is written back byte for byte; any other spelling was
/// refused.
/// </summary>
public sealed class TlogProofFile
{
    /// <summary>Bytes of a proof file; longer ones are refused before anything else is looked at.</summary>
    public const int BytesMax = 64 * 1024;

    private static readonly byte[] Header = Encoding.ASCII.GetBytes("c2sp.org/tlog-proof@v1");

    /// <summary>A proof file of its parts.</summary>
    /// <param name="extra">Extra data, perhaps of length 0; null when there is none.</param>
    /// <param name="index">The entry's index in the log, from 0.</param>
    /// <param name="path">From the entry's sibling upwards; at most 63 hashes.</param>
    /// <param name="checkpoint">The signed checkpoint: a note, verbatim.</param>
    public TlogProofFile(byte[]? extra, long index, ReadOnlyMemory<Hash32> path, ReadOnlyMemory<byte> checkpoint)
    {
        // Written out: an array that is null would convert to memory that is not.
        if (extra is not null)
        {
            Extra = extra;
        }

        Index = index;
        Path = path;
        CheckpointNote = checkpoint;
    }

    /// <summary>
    /// Extra data: for our own entries, the leaf itself. Nothing vouches for it until its hash is verified.
    /// </summary>
    public ReadOnlyMemory<byte>? Extra { get; }

    /// <summary>The entry's index in the log.</summary>
    public long Index { get; }

    /// <summary>The inclusion path.</summary>
    public ReadOnlyMemory<Hash32> Path { get; }

    /// <summary>The signed checkpoint: not looked into here, but a text with a last line feed.</summary>
    public ReadOnlyMemory<byte> CheckpointNote { get; }

    /// <summary>Reads a file (steps V1 and V2).</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="file">The file.</param>
    /// <param name="fault">Why not, when not.</param>
    public static bool TryParse(
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out TlogProofFile? file,
        [NotNullWhen(false)] out ProofFault? fault)
    {
        file = null;
        fault = CheckLimits(bytes, BytesMax) ?? CheckLines(bytes);
        if (fault is not null)
        {
            return false;
        }

        var read = ReadOrNull(bytes, out var reason);
        if (read is not null && !read.ToBytes().AsSpan().SequenceEqual(bytes))
        {
            reason = "the file is not spelled as it would be written";
            read = null;
        }

        file = read;
        fault = read is null ? new ProofFault(ProofStep.ProofFile, reason) : null;
        return read is not null;
    }

    /// <summary>The whole file.</summary>
    public byte[] ToBytes()
    {
        var text = new StringBuilder(Encoding.ASCII.GetString(Header)).Append('\n');
        if (Extra is { } extra)
        {
            text.Append("extra ").Append(Convert.ToBase64String(extra.Span)).Append('\n');
        }

        text.Append("index ").Append(Index.ToString(CultureInfo.InvariantCulture)).Append('\n');
        HashLines.Write(text, Path);
        return [.. Encoding.ASCII.GetBytes(text.ToString()), .. CheckpointNote.Span];
    }

    internal static ProofFault? CheckLimits(ReadOnlySpan<byte> bytes, int bytesMax)
    {
        var reason = bytes.Length > bytesMax ? $"the file has more than {bytesMax} bytes"
            : !CanonicalText.IsNoteText(bytes) ? "the file is not UTF-8 without control characters"
            : null;
        return reason is null ? null : new ProofFault(ProofStep.Limits, reason);
    }

    private static ProofFault? CheckLines(ReadOnlySpan<byte> bytes)
    {
        var (head, tail) = (bytes.IndexOf("\n\n"u8), bytes.LastIndexOf("\n\n"u8));
        var linesBeforePath = bytes.IndexOf("\nextra "u8) == Header.Length ? 3 : 2;
        var reason = head < 0 ? null
            : bytes[..head].Count((byte)'\n') + 1 > linesBeforePath + MerkleProof.HashesMax
                ? $"a path has at most {MerkleProof.HashesMax} hashes"
            : bytes[(tail + 2)..].Count((byte)'\n') > SignedNote.SignaturesMax
                ? $"a note has at most {SignedNote.SignaturesMax} signature lines"
            : null;
        return reason is null ? null : new ProofFault(ProofStep.Limits, reason);
    }

    private static TlogProofFile? ReadOrNull(ReadOnlySpan<byte> bytes, out string reason)
    {
        var lines = new LineReader(bytes);
        if (!lines.TryLine(out var header) || !header.SequenceEqual(Header))
        {
            reason = "the first line is not that of a tlog-proof";
            return null;
        }

        if (!TryExtra(ref lines, out var extra))
        {
            reason = "the extra data are not canonical base64";
            return null;
        }

        if (!lines.TryLine(out var indexLine)
            || !indexLine.StartsWith("index "u8)
            || !CanonicalText.TryDecimal(indexLine["index ".Length..], out var index))
        {
            reason = "the index is not a decimal below 2^63";
            return null;
        }

        if (HashLines.ReadOrNull(ref lines, out reason) is not { } path)
        {
            return null;
        }

        if (lines.AtEnd || lines.Rest[^1] != '\n')
        {
            reason = "the checkpoint or its last line feed is missing";
            return null;
        }

        return new TlogProofFile(extra, index, path, lines.Rest.ToArray());
    }

    private static bool TryExtra(ref LineReader lines, out byte[]? extra)
    {
        extra = null;
        if (!lines.Rest.StartsWith("extra "u8))
        {
            return true;
        }

        if (!lines.TryLine(out var line) || CanonicalText.Base64OrNull(line["extra ".Length..]) is not { } bytes)
        {
            return false;
        }

        extra = bytes;
        return true;
    }
}
