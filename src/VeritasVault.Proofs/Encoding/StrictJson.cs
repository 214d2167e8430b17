using System.Globalization;
using System.Text.Json;

namespace VeritasVault.Proofs;

/// <summary>
/// Reads JSON (RFC 8259) of which the order of the members is known: each is asked for by its name, so that unknown,
/// missing and repeated ones are refused alike. Every refusal is a <see cref="ProofFormatException"/> or a
/// <see cref="JsonException"/>. Nothing is allocated for what is only promised.
/// </summary>
/// <param name="bytes">The whole text; valid UTF-8.</param>
internal ref struct StrictJson(ReadOnlySpan<byte> bytes)
{
    /// <summary>Objects and lists within each other.</summary>
    internal const int DepthMax = 16;

    private Utf8JsonReader _reader = new(
        bytes,
        new JsonReaderOptions
        {
            AllowTrailingCommas = false,
            CommentHandling = JsonCommentHandling.Disallow,
            MaxDepth = DepthMax,
        });

    /// <summary>The name of the next member.</summary>
    internal void Name(ReadOnlySpan<byte> name)
    {
        Next(JsonTokenType.PropertyName);
        if (!_reader.ValueTextEquals(name))
        {
            throw Refuse("another member is expected");
        }
    }

    internal void BeginObject() => Next(JsonTokenType.StartObject);

    internal void EndObject() => Next(JsonTokenType.EndObject);

    internal void BeginList() => Next(JsonTokenType.StartArray);

    /// <summary>Whether an object follows, which is then begun; false at the end of the list.</summary>
    internal bool TryObjectInList() => TryInList(JsonTokenType.StartObject);

    /// <summary>Whether an object follows, which is then begun, or null.</summary>
    internal bool TryObject() => !IsNullOr(JsonTokenType.StartObject);

    /// <summary>Whether a list follows, which is then begun, or null.</summary>
    internal bool TryList() => !IsNullOr(JsonTokenType.StartArray);

    internal bool TryStringInList(out string value)
    {
        var has = TryInList(JsonTokenType.String);
        value = has ? Text() : "";
        return has;
    }

    internal string String()
    {
        Next(JsonTokenType.String);
        return Text();
    }

    internal string? StringOrNull() => IsNullOr(JsonTokenType.String) ? null : Text();

    /// <summary>A number from 0 to 2^31 − 1, in digits only.</summary>
    internal int Number()
    {
        Next(JsonTokenType.Number);
        return CanonicalText.TryDecimal(_reader.ValueSpan, out var value) && value <= int.MaxValue
            ? (int)value
            : throw Refuse("a number from 0 to 2147483647 is expected");
    }

    internal bool Flag()
    {
        Advance();
        return _reader.TokenType is JsonTokenType.True
            || (_reader.TokenType is JsonTokenType.False ? false : throw Refuse("true or false is expected"));
    }

    /// <summary>Nothing but white space may follow.</summary>
    internal void End()
    {
        if (_reader.Read())
        {
            throw Refuse("something follows the end");
        }
    }

    internal readonly ProofFormatException Refuse(string reason) =>
        new(reason, (int)Math.Min(int.MaxValue, _reader.TokenStartIndex));

    private bool TryInList(JsonTokenType type)
    {
        Advance();
        return _reader.TokenType == type
            || (_reader.TokenType == JsonTokenType.EndArray
                ? false
                : throw Refuse(string.Create(CultureInfo.InvariantCulture, $"{type} is expected")));
    }

    private bool IsNullOr(JsonTokenType type)
    {
        Advance();
        return _reader.TokenType == JsonTokenType.Null
            || (_reader.TokenType == type
                ? false
                : throw Refuse(string.Create(CultureInfo.InvariantCulture, $"{type} or null is expected")));
    }

    private void Next(JsonTokenType type)
    {
        Advance();
        if (_reader.TokenType != type)
        {
            throw Refuse(string.Create(CultureInfo.InvariantCulture, $"{type} is expected"));
        }
    }

    private void Advance()
    {
        if (!_reader.Read())
        {
            throw Refuse("the file ends too early");
        }
    }

    // The reader throws this when an escape is half of a surrogate pair.
    private readonly string Text()
    {
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Refuse("a text is not valid Unicode");
        }
    }
}
