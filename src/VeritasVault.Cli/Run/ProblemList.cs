using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>Names what was refused, on the standard error, up to a bound.</summary>
internal sealed class ProblemList(CliOutput output)
{
    private const int ShownMax = 1000;

    private readonly HashSet<OutcomeCode> _stops = [];
    private long _count;

    public void Add(long line, int column, OutcomeCode code, string field, string message, string? id)
    {
        // When the engine stops, everything under way has the same thing to say.
        if (ExitCode.Of(code) == ExitCode.Engine && !_stops.Add(code))
        {
            return;
        }

        _count++;
        if (_count > ShownMax)
        {
            return;
        }

        if (!output.IsJson)
        {
            var named = id is null ? string.Empty : $" ({id})";
            output.Note($"line {line}, column {column}: {code.Name()}: {field}: {message}{named}");
            return;
        }

        output.JsonNote(json =>
        {
            json.WriteNumber("line", line);
            json.WriteNumber("column", column);
            json.WriteString("code", code.Name());
            json.WriteString("field", field);
            json.WriteString("message", message);
            AnswerReport.WriteIfAny(json, "id", id);
        });
    }

    public void Add(long line, string id, in Answer answer) => Add(
        line,
        1,
        answer.Code,
        answer.Detail?.Field ?? "line",
        answer.Detail is { } detail ? $"{answer.Code.Describe().Meaning} {detail}" : answer.Code.Describe().Meaning,
        id);

    /// <summary>Says how many were not shown.</summary>
    public void End()
    {
        if (_count > ShownMax)
        {
            output.Note($"… and {Words.Grouped(_count - ShownMax)} more");
        }
    }
}
