using System.Buffers;

namespace VeritasVault.Core;

/// <summary>
/// The name under which a ledger signs its log (C2SP tlog-checkpoint, the first line): 1 to 200 characters of
/// <c>[A-Za-z0-9._:/-]</c> without a slash at either end, compared ordinally. A URL without its scheme is advised.
/// </summary>
public readonly record struct Origin
{
    /// <summary>Longest origin in characters, which are as many bytes.</summary>
    public const int LengthMax = 200;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:/-");

    private readonly string? _value;

    private Origin(string value) => _value = value;

    /// <summary>The text; empty for the default value.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>Whether this is the default value and so no origin.</summary>
    public bool IsEmpty => _value is null;

    /// <summary>Parses a text the caller vouches for.</summary>
    /// <exception cref="FormatException">The text breaks the grammar.</exception>
    public static Origin Parse(string text) =>
        TryParse(text, out var origin) ? origin
            : throw new FormatException(
                $"'{text}' is not a valid origin: 1 to 200 of A-Z a-z 0-9 . _ : / - without a slash at either end");

    /// <summary>Parses a text nobody vouches for.</summary>
    public static bool TryParse(string? text, out Origin origin)
    {
        var valid = text is { Length: >= 1 and <= LengthMax } && !text.AsSpan().ContainsAnyExcept(Allowed)
            && text[0] != '/' && text[^1] != '/';
        origin = valid ? new Origin(text!) : default;
        return valid;
    }

    /// <inheritdoc />
    public override string ToString() => Value;
}
