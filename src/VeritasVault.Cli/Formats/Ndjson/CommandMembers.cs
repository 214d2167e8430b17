using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>The members of a command line, asked for by name and form.</summary>
internal sealed class CommandMembers(string command, int commandOffset, AssetScales scales)
{
    private readonly Dictionary<string, CommandMember> _members = new(StringComparer.Ordinal);

    public string Command => command;

    public void Add(string name, CommandMember member) => _members.Add(name, member);

    /// <summary>Refuses members that this command does not have.</summary>
    public void Allow(params ReadOnlySpan<string> names)
    {
        foreach (var (name, member) in _members)
        {
            if (name is not ("command" or "id" or "as") && !names.Contains(name))
            {
                throw Problem(OutcomeCode.MalformedInput, member.Offset, name, $"{command} has no such member");
            }
        }
    }

    public string? OptionalText(string name) =>
        _members.TryGetValue(name, out var member)
            ? member.Text ?? throw Problem(OutcomeCode.MalformedInput, member.Offset, name, "expected a string")
            : null;

    public string Text(string name) => OptionalText(name)
        ?? throw Problem(OutcomeCode.MalformedInput, commandOffset, name, "the member is missing");

    public string Id(string name)
    {
        var text = Text(name);
        return TextId.IsValid(text)
            ? text
            : throw Problem(OutcomeCode.IdMalformed, OffsetOf(name), name, "an id is 1 to 64 of A-Z a-z 0-9 . _ : -");
    }

    public bool Flag(string name) =>
        _members.TryGetValue(name, out var member)
        && (member.Flag ?? throw Problem(OutcomeCode.MalformedInput, member.Offset, name, "expected true or false"));

    public int Scale(string name) => (int)Number(name, 0, Limits.ScaleMax);

    /// <summary>A whole number between two bounds.</summary>
    public long Number(string name, long least, long most)
    {
        Require(name);
        return _members[name].Number is { } number && number >= least && number <= most
            ? number
            : throw Problem(
                _members[name].Number is null ? OutcomeCode.MalformedInput : OutcomeCode.ParameterOutOfRange,
                OffsetOf(name),
                name,
                most == long.MaxValue
                    ? $"expected a whole number from {least}"
                    : $"expected a whole number from {least} to {most}");
    }

    /// <summary>A decimal string in the asset's scale; null when left out or null.</summary>
    public Int128? OptionalQuantity(string name, AssetId asset)
    {
        if (!_members.TryGetValue(name, out var member) || member is { Text: null, Flag: null, Number: null })
        {
            return null;
        }

        var text = Text(name);
        var code = scales.Parse(asset, text, out var quantity);
        return code == OutcomeCode.None
            ? quantity
            : throw Problem(code, member.Offset, name, scales.Explain(asset, text, code));
    }

    /// <summary>A text of a form of its own.</summary>
    public T Value<T>(string name, string form, Func<string, T?> parse)
        where T : struct => parse(Text(name)) ?? throw Problem(name, $"expected {form}");

    /// <summary>A time; null when left out.</summary>
    public Timestamp? OptionalTime(string name) =>
        !Has(name) ? null
        : Timestamp.TryParse(Text(name), out var time) ? time
        : throw Problem(name, "expected a time in UTC like 2026-11-23T14:30:00Z, or a day");

    public T Choice<T>(string name, Func<T, string> nameOf, T[] choices)
    {
        var text = Text(name);
        var place = Array.FindIndex(choices, choice => nameOf(choice) == text);
        return place >= 0
            ? choices[place]
            : throw Problem(
                OutcomeCode.MalformedInput,
                OffsetOf(name),
                name,
                $"expected one of {string.Join(", ", choices.Select(nameOf))}");
    }

    public SettlementId Uuid(string name)
    {
        var valid = SettlementId.TryParse(Text(name), out var id) && !id.IsNil;
        return valid
            ? id
            : throw Problem(OutcomeCode.SettlementIdMalformed, OffsetOf(name), name, "it is no UUID, or nil");
    }

    public bool Has(string name) => _members.ContainsKey(name);

    public void Require(string name)
    {
        if (!Has(name))
        {
            throw Problem(OutcomeCode.MalformedInput, commandOffset, name, "the member is missing");
        }
    }

    public LineProblemException Problem(string name, string message) =>
        Problem(OutcomeCode.MalformedInput, OffsetOf(name), name, message);

    private int OffsetOf(string name) => _members.TryGetValue(name, out var member) ? member.Offset : commandOffset;

    private static LineProblemException Problem(OutcomeCode code, int offset, string field, string message) =>
        new(code, offset, field, message);
}
