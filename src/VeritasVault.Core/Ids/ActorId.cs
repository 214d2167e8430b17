namespace VeritasVault.Core;

/// <summary>
/// Who gives a command: <c>scheme:name</c>, where the name follows the grammar of ids. Library and command line use the
/// scheme <c>local</c>. An actor acts for the participant whose id is its name; the ledger's operator is the actor that
/// created it.
/// </summary>
public readonly record struct ActorId
{
    /// <summary>Longest scheme in characters.</summary>
    public const int SchemeLengthMax = 16;

    private const string LocalScheme = "local:";

    // Belongs to the steps the ledger takes by itself; nobody outside may speak in its name.
    private const string EngineScheme = "engine:";

    private readonly string? _value;

    private ActorId(string value) => _value = value;

    /// <summary>The whole text; empty for the default value.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>The part after the scheme: the id of the participant acted for.</summary>
    public string Name => Value[(Value.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>Whether this is the default value and so nobody.</summary>
    public bool IsEmpty => _value is null;

    /// <summary>The local actor of a name, as library and command line use it.</summary>
    /// <exception cref="FormatException">The name breaks the grammar of ids.</exception>
    public static ActorId Local(string name) => new(LocalScheme + TextId.Checked(name, "actor"));

    /// <summary>Parses <c>scheme:name</c>; the scheme <c>engine</c> is the ledger's own and refused.</summary>
    public static bool TryParse(string? text, out ActorId actor)
    {
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        var valid = colon is >= 1 and <= SchemeLengthMax
            && text.AsSpan(0, colon).IndexOfAnyExceptInRange('a', 'z') < 0
            && TextId.IsValid(text.AsSpan(colon + 1))
            && !text!.StartsWith(EngineScheme, StringComparison.Ordinal);
        actor = valid ? new ActorId(text!) : default;
        return valid;
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    internal static ActorId Trusted(string text) => new(text);
}
