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
        IsCommand(line)
            ? CommandLineParser.Parse(line, scales, defaultActor)
            : new SettlementLineParser(scales).Parse(line);

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

    /// <summary>Whether the outermost object has a member "command". Most lines do not even hold the word.</summary>
    private static bool IsCommand(ReadOnlySpan<byte> line)
    {
        if (line.IndexOf("\"command\""u8) < 0)
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
            if (json.IsMember("command"))
            {
                return true;
            }

            json.Read("line");
            json.Skip("line");
        }

        return false;
    }
}
