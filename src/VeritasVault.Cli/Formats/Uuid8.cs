using System.Security.Cryptography;
using System.Text;

namespace VeritasVault.Cli;

/// <summary>
/// Ids that follow from content, as UUID version 8 (RFC 9562): the first 16 bytes of a SHA-256 with version and variant
/// set. The same input leads to the same id, so sending it again changes nothing. Described in spec/derived-ids.md.
/// </summary>
internal static class Uuid8
{
    private const string Prefix = "veritasvault:";

    /// <summary>
    /// The id of a name within a domain; each part is preceded by a zero byte, so parts cannot run together.
    /// </summary>
    public static Guid Of(string domain, params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(Prefix + domain));
        foreach (var part in parts)
        {
            hash.AppendData([0]);
            hash.AppendData(Encoding.UTF8.GetBytes(part));
        }

        var bytes = hash.GetHashAndReset().AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
