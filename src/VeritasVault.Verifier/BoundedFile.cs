using VeritasVault.Proofs;

namespace VeritasVault.Verifier;

/// <summary>Reads and replaces files.</summary>
internal static class BoundedFile
{
    // One byte more than any file may have, so that a longer one is refused as too long and not read on.
    private const int BytesMax = SettlementProof.BytesMax + 1;

    /// <summary>The file, or its beginning when it is longer than any file may be.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[] Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (bytes.Length < BytesMax)
        {
            var count = stream.Read(buffer, 0, (int)Math.Min(buffer.Length, BytesMax - bytes.Length));
            if (count == 0)
            {
                break;
            }

            bytes.Write(buffer, 0, count);
        }

        return bytes.ToArray();
    }

    /// <summary>Puts a file in the place of another; a crash leaves the one or the other.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> bytes)
    {
        var next = path + ".new";
        using (var stream = new FileStream(next, FileMode.Create, FileAccess.Write))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
    }
}
