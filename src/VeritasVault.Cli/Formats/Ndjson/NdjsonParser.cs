using System.Buffers;
using System.Text;
using System.Text.Json;
using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>Reads one line of our own format, described in spec/ndjson.md.</summary>
internal sealed class NdjsonParser(AssetScales scales, ActorId defaultActor)
{
    /// <summary>Most bytes of a line.</summary>
    public const int LineBytesMax = 1 << 20;

    /// <summary>Reads a line that holds valid UTF-8.</summary>
    /// <exception cref="LineProblemException">It is no settlement and no command.</exception>
    public ParsedLine Parse(ReadOnlySpan<byte> line) =>
        HasMember(line, "\"command\""u8, "command") ? CommandLineParser.Parse(line, scales, defaultActor)
        : HasMember(line, "\"approveBatch\""u8, BatchHeader.Member)
            ? new ParsedLine(null, null, null, BatchHeader.Parse(line))
        : new SettlementLineParser(scales).Parse(line);

    /// <summary>The line without what only a file's first one may begin with.</summary>
    public static ReadOnlyMemory<byte> WithoutMark(in InputLine line) =>
        line.Number == 1 && line.Bytes.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])
            ? line.Bytes[3..]
            : line.Bytes;

    /// <summary>Whether there is nothing on the line.</summary>
    public static bool IsBlank(ReadOnlySpan<byte> line) => line.IndexOfAnyExcept(" \t\r"u8) < 0;

    /// <summary>Reads a line of a file.</summary>
    /// <param name="line">The line.</param>
    /// <param name="bytes">What it holds.</param>
    /// <exception cref="LineProblemException">It is none of this format.</exception>
    public ParsedLine Parse(in InputLine line, ReadOnlySpan<byte> bytes)
    {
        if (line.IsTooLong)
        {
            throw new LineProblemException(
                OutcomeCode.LineTooLong, bytes.Length, "line", $"longer than {LineBytesMax} bytes");
        }

        CheckUtf8(bytes);
        return Parse(bytes);
    }

    /// <summary>Finds the first byte that is no UTF-8.</summary>
    /// <exception cref="LineProblemException">There is one.</exception>
    public static void CheckUtf8(ReadOnlySpan<byte> text)
    {
        if (System.Text.Unicode.Utf8.IsValid(text))
        {
            return;
        }

        var offset = 0;
        while (Rune.DecodeFromUtf8(text[offset..], out _, out var consumed) == OperationStatus.Done)
        {
            offset += consumed;
        }

        throw new LineProblemException(
            OutcomeCode.InvalidUtf8, offset, "line", $"byte 0x{text[offset]:X2} is no UTF-8 here");
    }

    /// <summary>Whether the outermost object has the member. Most lines do not even hold the word.</summary>
    private static bool HasMember(ReadOnlySpan<byte> line, ReadOnlySpan<byte> quoted, string name)
    {
        if (line.IndexOf(quoted) < 0)
        {
            return false;
        }

        var json = new StrictJson(line);
        json.Read("line");
        if (json.Token != JsonTokenType.StartObject)
        {
            return false;
        }

        for (json.Read("line"); json.Token == JsonTokenType.PropertyName; json.Read("line"))
        {
            if (json.IsMember(name))
            {
                return true;
            }

            json.Read("line");
            json.Skip("line");
        }

        return false;
    }
}
