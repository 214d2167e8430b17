using System.Text.Json;
using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>Our own format: one settlement, command or head of a signed batch a line.</summary>
internal sealed class NdjsonFormat(
    Stream input, long? length, ActorId? actor, AssetScales scales, ActorId @operator) : IRunFormat
{
    private readonly NdjsonParser _parser = new(scales, actor ?? @operator);
    private BatchLines? _batch;

    public async Task ReadAsync(RunPipeline pipeline)
    {
        foreach (var line in LineReader.Read(input, NdjsonParser.LineBytesMax))
        {
            if (length is > 0)
            {
                pipeline.ShowProgress((double)line.BytesRead / length.Value);
            }

            if (Interpret(line) is { } step && Gathered(step, line.Bytes.Length) is { } ready)
            {
                await pipeline.AddAsync(ready);
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

        if (_batch is { } cut)
        {
            await pipeline.AddAsync(cut.CutOff());
        }
    }

    /// <summary>What can be handed in now: the step, or the whole batch that it completes.</summary>
    private RunStep? Gathered(RunStep step, int bytes)
    {
        if (_batch is null)
        {
            _batch = step is BatchStartStep start ? new BatchLines(start.Line, start.Header) : null;
            return _batch is null ? step : null;
        }

        _batch.Add(step, bytes);
        var ready = _batch.IsComplete ? _batch.ToStep() : null;
        _batch = ready is null ? _batch : null;
        return ready;
    }

    private RunStep? Interpret(in InputLine line)
    {
        var bytes = NdjsonParser.WithoutMark(line);
        if (NdjsonParser.IsBlank(bytes.Span))
        {
            return null;
        }

        try
        {
            var parsed = _parser.Parse(line, bytes.Span);
            return parsed.Request is { } request
                    ? new SettleStep(line.Number, request, parsed.Actor ?? actor ?? @operator, IsCounted: true)
                : parsed.Batch is { } batch ? new BatchStartStep(line.Number, batch)
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
