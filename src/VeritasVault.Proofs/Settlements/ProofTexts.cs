using System.Buffers;
using System.Globalization;

namespace VeritasVault.Proofs;

/// <summary>Texts of settlement files and verdicts, each with one spelling.</summary>
internal static class ProofTexts
{
    private const int UuidLength = 36;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-");

    private static readonly SearchValues<char> OriginCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-/");

    /// <summary>Lower case, in the groups of RFC 9562.</summary>
    internal static string Uuid(Bytes16 id)
    {
        Span<byte> bytes = stackalloc byte[Bytes16.Size];
        id.Write(bytes);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    internal static bool TryUuid(string text, out Bytes16 id)
    {
        id = default;
        if (text.Length != UuidLength
            || text.AsSpan().ContainsAnyInRange('A', 'F')
            || !Guid.TryParseExact(text, "D", out var uuid))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[Bytes16.Size];
        uuid.TryWriteBytes(bytes, bigEndian: true, out _);
        id = Bytes16.Read(bytes);
        return true;
    }

    /// <summary>An id of a participant, account or asset (spec/records.md, name).</summary>
    internal static bool IsName(string text) =>
        text.Length is > 0 and <= LogEntry.NameBytesMax && !text.AsSpan().ContainsAnyExcept(NameCharacters);

    /// <summary>The name of a log (spec/records.md, origin).</summary>
    internal static bool IsOrigin(string text) =>
        text.Length is > 0 and <= LogEntry.OriginBytesMax
        && !text.AsSpan().ContainsAnyExcept(OriginCharacters)
        && text[0] != '/'
        && text[^1] != '/';

    /// <summary>A moment to the microsecond; one after <see cref="LogEntry.TimeMax"/> as its number.</summary>
    internal static string Time(long micros) => micros is >= 0 and <= LogEntry.TimeMax
        ? DateTime.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond)
            .ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture)
        : micros.ToString(CultureInfo.InvariantCulture);
}
