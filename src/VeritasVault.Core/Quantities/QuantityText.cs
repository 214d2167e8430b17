using System.Globalization;
using System.Text;

namespace VeritasVault.Core;

/// <summary>
/// Quantities as text: decimal digits with at most as many decimals as the asset's scale. Inside the ledger a quantity
/// is a whole number of minor units in an <see cref="Int128"/>: 12.50 of an asset of scale 2 is 1250.
/// </summary>
public static class QuantityText
{
    /// <summary>Most characters that are looked at; longer texts are refused unread.</summary>
    public const int LengthMax = 80;

    /// <summary>Parses a decimal text into minor units.</summary>
    /// <param name="text">Optional minus, digits, optionally a point and digits; no spaces, signs, exponents or
    /// separators.</param>
    /// <param name="scale">Decimals of the asset, 0 to 30.</param>
    /// <param name="minorUnits">The quantity in minor units when the code is <see cref="OutcomeCode.None"/>.</param>
    /// <returns><see cref="OutcomeCode.None"/>, or why the text is no quantity of such an asset.</returns>
    public static OutcomeCode Parse(ReadOnlySpan<char> text, int scale, out Int128 minorUnits)
    {
        minorUnits = 0;
        if (text.Length > LengthMax)
        {
            return OutcomeCode.QuantityMalformed;
        }

        var negative = text.StartsWith('-');
        var unsigned = negative ? text[1..] : text;
        var point = unsigned.IndexOf('.');
        var whole = point < 0 ? unsigned : unsigned[..point];
        var decimals = point < 0 ? default : unsigned[(point + 1)..];
        if (!AreDigits(whole) || (point >= 0 && !AreDigits(decimals)))
        {
            return OutcomeCode.QuantityMalformed;
        }

        if (decimals.Length > scale)
        {
            return OutcomeCode.QuantityScale;
        }

        var magnitude = Int128.Zero;
        if (!Append(ref magnitude, whole) || !Append(ref magnitude, decimals)
            || !Shift(ref magnitude, scale - decimals.Length))
        {
            return OutcomeCode.QuantityOverflow;
        }

        minorUnits = negative ? -magnitude : magnitude;
        return OutcomeCode.None;
    }

    /// <summary>The decimal text of minor units with exactly <paramref name="scale"/> decimals.</summary>
    public static string Format(Int128 minorUnits, int scale)
    {
        var digits = minorUnits.ToString(CultureInfo.InvariantCulture);
        if (scale == 0)
        {
            return digits;
        }

        var sign = minorUnits < 0 ? "-" : string.Empty;
        var padded = digits[sign.Length..].PadLeft(scale + 1, '0');
        return new StringBuilder(sign).Append(padded, 0, padded.Length - scale).Append('.')
            .Append(padded, padded.Length - scale, scale).ToString();
    }

    private static bool AreDigits(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');

    private static bool Append(ref Int128 value, ReadOnlySpan<char> digits)
    {
        foreach (var digit in digits)
        {
            if (value > (Int128.MaxValue - (digit - '0')) / 10)
            {
                return false;
            }

            value = (value * 10) + (digit - '0');
        }

        return true;
    }

    private static bool Shift(ref Int128 value, int places)
    {
        for (; places > 0; places--)
        {
            if (value > Int128.MaxValue / 10)
            {
                return false;
            }

            value *= 10;
        }

        return true;
    }
}
