using System.Text.Json;
using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>A reader of JSON objects that takes the members it knows, each once, and nothing else.</summary>
internal ref struct StrictJson
{
    private const int DepthMax = 16;

    private readonly ReadOnlySpan<byte> _text;
    private Utf8JsonReader _reader;

    public StrictJson(ReadOnlySpan<byte> text)
    {
        _text = text;
        _reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = DepthMax });
    }

    /// <summary>Where the current token starts.</summary>
    public readonly int Offset => (int)_reader.TokenStartIndex;

    public readonly JsonTokenType Token => _reader.TokenType;

    public void Read(string field)
    {
        try
        {
            if (!_reader.Read())
            {
                throw new LineProblemException(
                    OutcomeCode.MalformedInput, _text.Length, field, "the text ends too early");
            }
        }
        catch (JsonException problem)
        {
            throw Malformed(field, problem);
        }
    }

    public readonly void Expect(JsonTokenType token, string field, string what)
    {
        if (_reader.TokenType != token)
        {
            throw Problem(field, $"expected {what}");
        }
    }

    /// <summary>Nothing but white space may follow.</summary>
    public void End()
    {
        try
        {
            if (_reader.Read())
            {
                throw Problem("line", "something follows the object");
            }
        }
        catch (JsonException problem)
        {
            throw Malformed("line", problem);
        }
    }

    /// <summary>Goes to the value of the next member; false at the end of the object.</summary>
    /// <param name="known">The members that may occur.</param>
    /// <param name="seen">One bit for each member that has occurred.</param>
    /// <param name="path">The path of the object with a trailing point, or nothing for the outermost.</param>
    /// <param name="member">The place of the member in <paramref name="known"/>.</param>
    public bool NextMember(string[] known, ref ulong seen, string path, out int member)
    {
        Read(path.Length == 0 ? "line" : path[..^1]);
        member = -1;
        if (_reader.TokenType == JsonTokenType.EndObject)
        {
            return false;
        }

        for (var i = 0; i < known.Length && member < 0; i++)
        {
            member = _reader.ValueTextEquals(known[i]) ? i : -1;
        }

        if (member < 0)
        {
            throw Problem(path + Text("line"), "no such member");
        }

        if ((seen & (1UL << member)) != 0)
        {
            throw Problem(path + known[member], "the member occurs twice");
        }

        seen |= 1UL << member;
        Read(path + known[member]);
        return true;
    }

    /// <summary>The current token, which must be a string.</summary>
    public readonly string String(string field, string what)
    {
        Expect(JsonTokenType.String, field, what);
        return Text(field);
    }

    /// <summary>The current token, which must be true or false.</summary>
    public readonly bool Boolean(string field) => _reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Problem(field, "expected true or false"),
    };

    /// <summary>The current token, which must be a whole number in the range of 64 bits.</summary>
    public readonly long Integer(string field) =>
        _reader.TokenType == JsonTokenType.Number && _reader.TryGetInt64(out var number)
            ? number
            : throw Problem(field, "expected a whole number");

    /// <summary>Whether the current token is the name of this member.</summary>
    public readonly bool IsMember(string name) => _reader.ValueTextEquals(name);

    /// <summary>The current value as it stands in the text, with all that is in it.</summary>
    public string Verbatim(string field)
    {
        var start = (int)_reader.TokenStartIndex;
        Skip(field);
        return System.Text.Encoding.UTF8.GetString(_text[start..(int)_reader.BytesConsumed]);
    }

    /// <summary>Goes to the end of the current value.</summary>
    public void Skip(string field)
    {
        var depth = _reader.CurrentDepth;
        if (_reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            do
            {
                Read(field);
            }
            while (_reader.CurrentDepth > depth);
        }
    }

    public readonly LineProblemException Problem(string field, string message) =>
        new(OutcomeCode.MalformedInput, Offset, field, message);

    private readonly string Text(string field)
    {
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // An escape that names half of a surrogate pair: valid JSON, but no text.
            throw Problem(field, "the text holds half of a surrogate pair");
        }
    }

    private readonly LineProblemException Malformed(string field, JsonException problem)
    {
        // The reader counts lines by itself when a single settlement stands over several.
        var offset = LineStart(problem.LineNumber ?? 0) + (int)(problem.BytePositionInLine ?? 0);
        var message = problem.Message.Split(" LineNumber:", 2)[0];
        return new LineProblemException(OutcomeCode.MalformedInput, Math.Min(offset, _text.Length), field, message);
    }

    private readonly int LineStart(long line)
    {
        var start = 0;
        for (; line > 0; line--)
        {
            start += _text[start..].IndexOf((byte)'\n') + 1;
        }

        return start;
    }
}
