using System.Runtime.InteropServices;
using System.Text;

namespace VeritasVault.Proofs;

/// <summary>Lines of one hash each up to an empty line, as proof files and consistency files share them.</summary>
internal static class HashLines
{
    /// <summary>
    /// Reads the lines and the empty line after them; null with a reason when they are not of the form.
    /// </summary>
    internal static Hash32[]? ReadOrNull(ref LineReader lines, out string reason)
    {
        var hashes = new List<Hash32>();
        while (lines.TryLine(out var line))
        {
            if (line.IsEmpty)
            {
                reason = "";
                return [.. hashes];
            }

            if (hashes.Count == MerkleProof.HashesMax)
            {
                reason = $"a proof has at most {MerkleProof.HashesMax} hashes";
                return null;
            }

            if (!Hash32.TryParseBase64(line, out var hash))
            {
                reason = "a hash is not 32 bytes of canonical base64";
                return null;
            }

            hashes.Add(hash);
        }

        reason = "the empty line before the checkpoint is missing";
        return null;
    }

    internal static void Write(StringBuilder text, ReadOnlyMemory<Hash32> hashes)
    {
        foreach (var hash in MemoryMarshal.ToEnumerable(hashes))
        {
            text.Append(hash.ToBase64()).Append('\n');
        }

        text.Append('\n');
    }
}
