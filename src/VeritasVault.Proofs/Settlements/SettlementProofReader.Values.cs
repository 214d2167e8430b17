using System.Globalization;
using System.Text;

namespace VeritasVault.Proofs;

/// <content>Members with one value, in the forms of spec/proof-files.md.</content>
internal ref partial struct SettlementProofReader
{
    private void BeginObject(ReadOnlySpan<byte> name)
    {
        _json.Name(name);
        _json.BeginObject();
    }

    private void BeginList(ReadOnlySpan<byte> name)
    {
        _json.Name(name);
        _json.BeginList();
    }

    private void Expect(ReadOnlySpan<byte> name, string value)
    {
        if (Text(name) != value)
        {
            throw Refuse(name, $"{value}, the only value");
        }
    }

    private void Expect(ReadOnlySpan<byte> name, int value)
    {
        if (Number(name) != value)
        {
            throw Refuse(name, $"{value.ToString(CultureInfo.InvariantCulture)}, the only value");
        }
    }

    private string Text(ReadOnlySpan<byte> name)
    {
        _json.Name(name);
        return _json.String();
    }

    private string? TextOrNull(ReadOnlySpan<byte> name)
    {
        _json.Name(name);
        return _json.StringOrNull();
    }

    private int Number(ReadOnlySpan<byte> name)
    {
        _json.Name(name);
        return _json.Number();
    }

    private string Id(ReadOnlySpan<byte> name) => IdOf(name, Text(name));

    private string? IdOrNull(ReadOnlySpan<byte> name) => TextOrNull(name) is { } text ? IdOf(name, text) : null;

    private readonly string IdOf(ReadOnlySpan<byte> name, string text) =>
        ProofTexts.IsName(text) ? text : throw Refuse(name, "an id");

    private string Origin(ReadOnlySpan<byte> name)
    {
        var text = Text(name);
        return ProofTexts.IsOrigin(text) ? text : throw Refuse(name, "an origin");
    }

    private Bytes16 Uuid(ReadOnlySpan<byte> name) => UuidOf(name, Text(name));

    private Bytes16? UuidOrNull(ReadOnlySpan<byte> name) => TextOrNull(name) is { } text ? UuidOf(name, text) : null;

    private readonly Bytes16 UuidOf(ReadOnlySpan<byte> name, string text) =>
        ProofTexts.TryUuid(text, out var id) ? id : throw Refuse(name, "a UUID");

    private long Long(ReadOnlySpan<byte> name) => LongOf(name, Text(name));

    private long? LongOrNull(ReadOnlySpan<byte> name) => TextOrNull(name) is { } text ? LongOf(name, text) : null;

    private readonly long LongOf(ReadOnlySpan<byte> name, string text) =>
        CanonicalText.TryDecimal(Encoding.UTF8.GetBytes(text), out var value)
            ? value
            : throw Refuse(name, "a decimal below 2^63");

    private Int128 Amount(ReadOnlySpan<byte> name) => AmountOf(name, Text(name));

    private Int128? AmountOrNull(ReadOnlySpan<byte> name) =>
        TextOrNull(name) is { } text ? AmountOf(name, text) : null;

    // Other spellings of the same amount are found by writing it again.
    private readonly Int128 AmountOf(ReadOnlySpan<byte> name, string text) =>
        Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Refuse(name, "a decimal of 128 bits");

    private Hash32 Hash(ReadOnlySpan<byte> name) => HashOf(name, Text(name));

    private Hash32? HashOrNull(ReadOnlySpan<byte> name) => TextOrNull(name) is { } text ? HashOf(name, text) : null;

    private readonly Hash32 HashOf(ReadOnlySpan<byte> name, string text) =>
        Hash32.TryParseHex(text, out var hash) ? hash : throw Refuse(name, "64 lower-case hexadecimal digits");

    private byte[] Hex(ReadOnlySpan<byte> name, int size) => HexOf(name, Text(name), size);

    // Typed: a bare null would become memory of length 0.
    private ReadOnlyMemory<byte>? HexOrNull(ReadOnlySpan<byte> name, int size) =>
        TextOrNull(name) is { } text ? HexOf(name, text, size) : default(ReadOnlyMemory<byte>?);

    /// <summary>A salt or key id.</summary>
    private Bytes16 ShortBytes(ReadOnlySpan<byte> name) => Bytes16.Read(Hex(name, Bytes16.Size));

    private Bytes16? ShortBytesOrNull(ReadOnlySpan<byte> name) =>
        HexOrNull(name, Bytes16.Size) is { } bytes ? Bytes16.Read(bytes.Span) : null;

    private readonly byte[] HexOf(ReadOnlySpan<byte> name, string text, int size)
    {
        var bytes = new byte[size];
        return text.Length == 2 * size
            && !text.AsSpan().ContainsAnyInRange('A', 'F')
            && Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done
                ? bytes
                : throw Refuse(name, "lower-case hexadecimal digits of the right number");
    }

    private Hash32[]? PathOrNull()
    {
        _json.Name("path"u8);
        return _json.TryList() ? Hashes() : null;
    }

    private Hash32[] Path()
    {
        BeginList("path"u8);
        return Hashes();
    }

    private Hash32[] Hashes()
    {
        var list = new List<Hash32>();
        while (_json.TryStringInList(out var text))
        {
            list.Add(HashOf("path"u8, text));
        }

        return [.. list];
    }

    private readonly ProofFormatException Refuse(ReadOnlySpan<byte> name, string expected) =>
        _json.Refuse($"{Encoding.UTF8.GetString(name)} must be {expected}");
}
