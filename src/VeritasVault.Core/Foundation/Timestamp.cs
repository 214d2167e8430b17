using System.Globalization;

namespace VeritasVault.Core;

/// <summary>Engine time: microseconds since 1970-01-01T00:00:00Z, never negative. Order in the ledger is the record
/// number; timestamps never decrease along it.</summary>
public readonly record struct Timestamp(long Micros) : IComparable<Timestamp>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>Latest time that can be shown: the end of the year 9999.</summary>
    public const long MicrosMax = 253_402_300_799_999_999;

    /// <summary>Parses ISO 8601 in UTC, with zero to six decimals of a second and a final Z, or a bare date.</summary>
    public static bool TryParse(string? text, out Timestamp timestamp)
    {
        timestamp = default;
        string[] formats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd"];
        if (!DateTime.TryParseExact(text, formats, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var parsed)
            || parsed < DateTime.UnixEpoch)
        {
            return false;
        }

        timestamp = new Timestamp((parsed - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        return true;
    }

    /// <inheritdoc />
    public int CompareTo(Timestamp other) => Micros.CompareTo(other.Micros);

    /// <summary>ISO 8601 in UTC with six decimals.</summary>
    public override string ToString() =>
        DateTime.UnixEpoch.AddTicks(Math.Clamp(Micros, 0, MicrosMax) * TimeSpan.TicksPerMicrosecond)
            .ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>Whether the left is the earlier one.</summary>
    public static bool operator <(Timestamp left, Timestamp right) => left.Micros < right.Micros;

    /// <summary>Whether the left is the later one.</summary>
    public static bool operator >(Timestamp left, Timestamp right) => left.Micros > right.Micros;

    /// <summary>Whether the left is not the later one.</summary>
    public static bool operator <=(Timestamp left, Timestamp right) => left.Micros <= right.Micros;

    /// <summary>Whether the left is not the earlier one.</summary>
    public static bool operator >=(Timestamp left, Timestamp right) => left.Micros >= right.Micros;
}
