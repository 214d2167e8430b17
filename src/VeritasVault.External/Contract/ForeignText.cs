using System.Globalization;

namespace VeritasVault.External;

/// <summary>Texts that strangers wrote: bounded, and without characters that a terminal or a reader could be fooled
/// with.</summary>
public static class ForeignText
{
    /// <summary>Characters of a foreign reason code.</summary>
    public const int CodeLengthMax = 64;

    /// <summary>Characters of a foreign message.</summary>
    public const int TextLengthMax = 256;

    /// <summary>The text cut to the bound; control and format characters, surrogates and line ends become <c>?</c>.
    /// </summary>
    public static string Bounded(string? text, int lengthMax)
    {
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }

        var length = Math.Min(text.Length, lengthMax);
        return string.Create(length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = IsPlain(source[i]) ? source[i] : '?';
            }
        });
    }

    private static bool IsPlain(char character) => char.GetUnicodeCategory(character) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned);
}
