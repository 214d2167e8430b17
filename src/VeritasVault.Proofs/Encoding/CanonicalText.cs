using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace VeritasVault.Proofs;

/// <summary>Texts that have one spelling only: base64, decimals, and the characters that notes may hold.</summary>
internal static class CanonicalText
{
    private const int StackMax = 512;

    // 2^63-1 has 19 digits.
    private const int DigitsMax = 19;

    private static readonly SearchValues<byte> ControlsButLineFeed =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Where(code => code != '\n').Select(code => (byte)code)]);

    /// <summary>Base64 as RFC 4648 section 4 writes it, padded; nothing else that some readers take.</summary>
    internal static bool TryBase64(ReadOnlySpan<byte> text, Span<byte> destination, out int count)
    {
        count = 0;
        if (text.Length % 4 != 0
            || Base64.DecodeFromUtf8(text, destination, out var consumed, out count) != OperationStatus.Done
            || consumed != text.Length)
        {
            return false;
        }

        // The decoder skips white space and padding bits; what it took must be what it would write.
        var rented = text.Length > StackMax ? ArrayPool<byte>.Shared.Rent(text.Length) : null;
        Span<byte> again = rented is null ? stackalloc byte[StackMax] : rented;
        Base64.EncodeToUtf8(destination[..count], again, out _, out var written);
        var same = again[..written].SequenceEqual(text);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return same;
    }

    /// <summary>The same, into an array of its own.</summary>
    internal static byte[]? Base64OrNull(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        return TryBase64(text, bytes, out var count) ? bytes[..count] : null;
    }

    /// <summary>A decimal below 2^63, without sign and leading zeros.</summary>
    internal static bool TryDecimal(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        return text.Length is > 0 and <= DigitsMax
            && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && (text[0] != '0' || text.Length == 1)
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Valid UTF-8 and no ASCII control character but the line feed (C2SP signed-note).</summary>
    internal static bool IsNoteText(ReadOnlySpan<byte> text) =>
        Utf8.IsValid(text) && !text.ContainsAny(ControlsButLineFeed);

    /// <summary>
    /// Key names of C2SP signed-note: not empty, no Unicode space, no plus; here no control character too.
    /// </summary>
    internal static bool IsKeyName(ReadOnlySpan<char> name)
    {
        foreach (var rune in name.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || rune.Value is '+' or < 0x20)
            {
                return false;
            }
        }

        return name.Length > 0;
    }
}
