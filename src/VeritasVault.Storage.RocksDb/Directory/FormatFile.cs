using System.Globalization;
using System.Numerics;
using System.Text;

namespace VeritasVault.Storage.RocksDb;

/// <summary>
/// The format file: one line of text, <c>veritasvault-ledger VERSION CRC32C</c>, the check sum in eight hexadecimal
/// digits over what stands before it. It is readable by people on purpose and refuses everything it did not write
/// itself.
/// </summary>
internal static class FormatFile
{
    /// <summary>Raised with every change of tables, keys or files that an older program would misread.</summary>
    public const int Version = 3;

    private const string Magic = "veritasvault-ledger";
    private const int BytesMax = 64;

    public static byte[] Encode(int version)
    {
        string head = string.Create(CultureInfo.InvariantCulture, $"{Magic} {version} ");
        return Encoding.ASCII.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{head}{Crc(Encoding.ASCII.GetBytes(head)):x8}\n"));
    }

    /// <summary>Refuses a file that is damaged or of another version.</summary>
    public static void Check(string directory, string name)
    {
        byte[] bytes = ReadAtMost(Path.Combine(directory, name));
        int? version = Decode(bytes);
        if (version is null)
        {
            throw StoreErrors.Of(StoreFailure.Corrupt, directory, $"the file {name} is not readable as a format file");
        }

        if (version != Version)
        {
            throw StoreErrors.Of(
                StoreFailure.OtherVersion,
                directory,
                string.Create(CultureInfo.InvariantCulture,
                    $"its format is version {version}, this program reads version {Version}"));
        }
    }

    /// <summary>The version, or null when these are not the exact bytes that writing a version gives.</summary>
    public static int? Decode(ReadOnlySpan<byte> bytes)
    {
        string[] parts = Encoding.Latin1.GetString(bytes).Split(' ');
        bool readable = parts.Length == 3
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int version)
            && bytes.SequenceEqual(Encode(version));
        return readable ? int.Parse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture) : null;
    }

    private static byte[] ReadAtMost(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        byte[] bytes = new byte[BytesMax];
        return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte one in bytes)
        {
            crc = BitOperations.Crc32C(crc, one);
        }

        return ~crc;
    }
}
