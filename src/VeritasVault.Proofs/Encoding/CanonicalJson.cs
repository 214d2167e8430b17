using System.Globalization;
using System.Text;

namespace VeritasVault.Proofs;

/// <summary>
/// Writes JSON in one spelling: what <c>JSON.stringify(value, null, 2)</c> of ECMA-262 and a line feed give. Members
/// and elements are written in the order of the calls; whoever calls sees to it that every object and list is closed.
/// </summary>
internal sealed class CanonicalJson
{
    // Throws on half surrogate pairs: they have no spelling in UTF-8.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _hasElement;
    private bool _isNamed;

    internal byte[] ToBytes() => Utf8.GetBytes(_text.ToString() + "\n");

    internal void Begin(char bracket)
    {
        Place();
        _text.Append(bracket);
        _depth++;
        _hasElement = false;
    }

    internal void End(char bracket)
    {
        _depth--;
        if (_hasElement)
        {
            NewLine();
        }

        _text.Append(bracket);
        _hasElement = true;
    }

    /// <summary>The name of a member; its value follows.</summary>
    internal void Name(string name)
    {
        Place();
        Quote(name);
        _text.Append(": ");
        _isNamed = true;
    }

    internal void String(string value)
    {
        Place();
        Quote(value);
    }

    internal void Number(int value) => Word(value.ToString(CultureInfo.InvariantCulture));

    internal void Flag(bool value) => Word(value ? "true" : "false");

    internal void Null() => Word("null");

    private void Word(string word)
    {
        Place();
        _text.Append(word);
    }

    // The value of a member stands beside its name; all else on a line of its own.
    private void Place()
    {
        if (_isNamed)
        {
            _isNamed = false;
        }
        else if (_depth > 0)
        {
            if (_hasElement)
            {
                _text.Append(',');
            }

            NewLine();
        }

        _hasElement = true;
    }

    private void NewLine() => _text.Append('\n').Append(' ', 2 * _depth);

    private void Quote(string value)
    {
        _text.Append('"');
        foreach (var character in value)
        {
            switch (character)
            {
                case '"' or '\\':
                    _text.Append('\\').Append(character);
                    break;
                case < ' ':
                    _text.Append(Escaped(character));
                    break;
                default:
                    _text.Append(character);
                    break;
            }
        }

        _text.Append('"');
    }

    private static string Escaped(char control) => control switch
    {
        '\b' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\f' => "\\f",
        '\r' => "\\r",
        _ => "\\u" + ((int)control).ToString("x4", CultureInfo.InvariantCulture),
    };
}
