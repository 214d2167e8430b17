using System.Text.Json;
using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>Our own format: one settlement or command a line.</summary>
internal sealed class NdjsonFormat(
    Stream input, long? length, ActorId? actor, AssetScales scales, ActorId @operator) : IRunFormat
{
    private readonly NdjsonParser _parser = new(scales, actor ?? @operator);

    public async Task ReadAsync(RunPipeline pipeline)
    {
        foreach (var line in LineReader.Read(input, NdjsonParser.LineBytesMax))
        {
            if (length is > 0)
            {
                pipeline.ShowProgress((double)line.BytesRead / length.Value);
            }

            if (Interpret(line) is { } step)
            {
                await pipeline.AddAsync(step);
            }

            if (pipeline.IsStopping)
            {
                return;
            }

            // Whoever writes into a pipe may wait for the acknowledgement of what it wrote before it writes on.
            if (length is null && line.IsLastAtHand)
            {
                await pipeline.DrainAsync();
            }
        }
    }

    private RunStep? Interpret(in InputLine line)
    {
        var bytes = line.Number == 1 && line.Bytes.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])
            ? line.Bytes[3..]
            : line.Bytes;
        if (bytes.Span.IndexOfAnyExcept(" \t\r"u8) < 0)
        {
            return null;
        }

        try
        {
            if (line.IsTooLong)
            {
                throw new LineProblemException(
                    OutcomeCode.LineTooLong, bytes.Length, "line", $"longer than {NdjsonParser.LineBytesMax} bytes");
            }

            NdjsonParser.CheckUtf8(bytes.Span);
            var parsed = _parser.Parse(bytes.Span);
            return parsed.Request is { } request
                ? new SettleStep(line.Number, request, parsed.Actor ?? actor ?? @operator, IsCounted: true)
                : new CommandStep(line.Number, parsed.Command!);
        }
        catch (LineProblemException problem)
        {
            var cutOff = !line.IsTerminated
                && problem.Code is OutcomeCode.MalformedInput or OutcomeCode.InvalidUtf8 && IsCutOff(bytes.Span);
            return cutOff
                ? new ProblemStep(
                    line.Number, bytes.Length
                        + 1, OutcomeCode.TruncatedInput, "line", "the input ends in this line", problem.SettlementId)
                : new ProblemStep(
                    line.Number, problem.Offset
                        + 1, problem.Code, problem.Field, problem.Message, problem.SettlementId);
        }
    }

    // A line without its line feed whose object is still open was cut off; one that is closed is merely wrong.
    private static bool IsCutOff(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line, isFinalBlock: false, default);
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth == 0 && reader.TokenType == JsonTokenType.EndObject)
                {
                    return false;
                }
            }

            return true;
        }
        catch (JsonException)
        {
            // Broken before its end: the end is not what is wrong with it.
            return false;
        }
    }
}
