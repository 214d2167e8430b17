using VeritasVault.Proofs;

namespace VeritasVault.Verifier;

/// <summary>Reads and replaces files.</summary>
internal static class BoundedFile
{
    // One byte more than any file may have, so that a longer one is refused as too long and not read on.
    private const int BytesMax = SettlementProof.BytesMax + 1;

    /// <summary>The file, or its beginning when it is longer than any file may be.</summary>
    /// <exception cref="FileTroubleException">It cannot be read.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            return ReadUpTo(path);
        }
        catch (Exception error) when (IsOfFiles(error))
        {
            throw new FileTroubleException(Describe(path, "read", error));
        }
    }

    /// <summary>Puts a file in the place of another; a crash leaves the one or the other.</summary>
    /// <exception cref="FileTroubleException">It cannot be written.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> bytes)
    {
        try
        {
            Write(path, bytes);
        }
        catch (Exception error) when (IsOfFiles(error))
        {
            throw new FileTroubleException(Describe(path, "written", error));
        }
    }

    private static byte[] ReadUpTo(string path)
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

    private static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var next = path + ".new";
        using (var stream = new FileStream(next, FileMode.Create, FileAccess.Write))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
    }
    // An empty name is an argument no file can have.
    private static bool IsOfFiles(Exception error) =>
        error is IOException or UnauthorizedAccessException or ArgumentException;

    // In our own words: the small native program carries none of the runtime's texts.
    private static string Describe(string path, string use, Exception error) => error switch
    {
        ArgumentException => "the name of a file is empty",
        FileNotFoundException => $"there is no file '{path}'",
        DirectoryNotFoundException => $"there is no directory for the file '{path}'",
        _ when Directory.Exists(path) => $"'{path}' is a directory, not a file",
        UnauthorizedAccessException => $"'{path}' may not be {use}",
        _ => $"'{path}' cannot be {use}",
    };
}

/// <summary>A file cannot be used; the message says which and why.</summary>
/// <param name="message">For the user.</param>
internal sealed class FileTroubleException(string message) : Exception(message);
