namespace VeritasVault.Core;

/// <summary>The id of an external ledger: 1 to 64 characters of <c>[A-Za-z0-9._:-]</c>, compared ordinally and
/// case-sensitively.</summary>
public readonly record struct LedgerId
{
    private readonly string? _value;

    private LedgerId(string value) => _value = value;

    /// <summary>The text; empty for the default value, which no valid id equals.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>Whether this is the default value and so names nothing.</summary>
    public bool IsEmpty => _value is null;

    /// <summary>Parses a text the caller vouches for.</summary>
    /// <exception cref="FormatException">The text breaks the grammar.</exception>
    public static LedgerId Parse(string text) => new(TextId.Checked(text, "ledger"));

    /// <summary>Parses a text nobody vouches for.</summary>
    public static bool TryParse(string? text, out LedgerId id)
    {
        var valid = text is not null && TextId.IsValid(text);
        id = valid ? new LedgerId(text!) : default;
        return valid;
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    /// <summary>For bytes we wrote ourselves, and for input that the door check will judge.</summary>
    internal static LedgerId Trusted(string text) => new(text);
}
