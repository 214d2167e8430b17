using System.Buffers;

namespace VeritasVault.Core;

/// <summary>The grammar shared by ids of participants, accounts, assets and instructions.</summary>
public static class TextId
{
    /// <summary>Longest id in characters.</summary>
    public const int LengthMax = 64;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-");

    /// <summary>Whether the text is 1 to 64 characters of <c>[A-Za-z0-9._:-]</c>.</summary>
    public static bool IsValid(ReadOnlySpan<char> text) =>
        text.Length is >= 1 and <= LengthMax && !text.ContainsAnyExcept(Allowed);

    internal static string Checked(string? text, string what) =>
        text is not null && IsValid(text)
            ? text
            : throw new FormatException($"'{text}' is not a valid {what} id: 1 to 64 of A-Z a-z 0-9 . _ : -");
}
