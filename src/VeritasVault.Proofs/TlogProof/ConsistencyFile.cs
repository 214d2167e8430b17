using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace VeritasVault.Proofs;

/// <summary>
/// A consistency proof in the form of the add-checkpoint body of C2SP tlog-witness: <c>old N</c>, the hashes, an empty
/// line, the newer signed checkpoint. What was read is written back byte for byte.
/// </summary>
public sealed class ConsistencyFile
{
    /// <summary>Bytes of a consistency file; longer ones are refused before anything else is looked at.</summary>
    public const int BytesMax = 64 * 1024;

    /// <summary>A consistency file of its parts.</summary>
    /// <param name="oldSize">Size of the older tree, from 0.</param>
    /// <param name="proof">The consistency proof; at most 63 hashes.</param>
    /// <param name="checkpoint">The newer signed checkpoint: a note, verbatim.</param>
    public ConsistencyFile(long oldSize, ReadOnlyMemory<Hash32> proof, ReadOnlyMemory<byte> checkpoint)
    {
        OldSize = oldSize;
        Proof = proof;
        CheckpointNote = checkpoint;
    }

    /// <summary>Size of the older tree.</summary>
    public long OldSize { get; }

    /// <summary>The consistency proof.</summary>
    public ReadOnlyMemory<Hash32> Proof { get; }

    /// <summary>The newer signed checkpoint: not looked into here, but a text with a last line feed.</summary>
    public ReadOnlyMemory<byte> CheckpointNote { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="file">The file.</param>
    /// <param name="fault">Why not, when not.</param>
    public static bool TryParse(
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out ConsistencyFile? file,
        [NotNullWhen(false)] out ProofFault? fault)
    {
        file = null;
        fault = TlogProofFile.CheckLimits(bytes, BytesMax);
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
        fault = read is null ? new ProofFault(ProofStep.Consistency, reason) : null;
        return read is not null;
    }

    /// <summary>The whole file.</summary>
    public byte[] ToBytes()
    {
        var text = new StringBuilder("old ").Append(OldSize.ToString(CultureInfo.InvariantCulture)).Append('\n');
        HashLines.Write(text, Proof);
        return [.. Encoding.ASCII.GetBytes(text.ToString()), .. CheckpointNote.Span];
    }

    private static ConsistencyFile? ReadOrNull(ReadOnlySpan<byte> bytes, out string reason)
    {
        var lines = new LineReader(bytes);
        if (!lines.TryLine(out var oldLine)
            || !oldLine.StartsWith("old "u8)
            || !CanonicalText.TryDecimal(oldLine["old ".Length..], out var oldSize))
        {
            reason = "the old size is not a decimal below 2^63";
            return null;
        }

        if (HashLines.ReadOrNull(ref lines, out reason) is not { } proof)
        {
            return null;
        }

        if (lines.AtEnd || lines.Rest[^1] != '\n')
        {
            reason = "the checkpoint or its last line feed is missing";
            return null;
        }

        return new ConsistencyFile(oldSize, proof, lines.Rest.ToArray());
    }
}
