using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>
/// Gathers the lines that belong to a signed batch. One that does not belong in it spoils all: the signatures are over
/// exactly these settlements.
/// </summary>
internal sealed class BatchLines(long line, BatchHeader header)
{
    private readonly List<SettleStep> _settlements = [];
    private ProblemStep? _broken;
    private int _taken;
    private long _bytes;

    public bool IsComplete => _taken == header.Count;

    public void Add(RunStep step, int bytes)
    {
        _taken++;
        _bytes += bytes;
        _broken ??= step as ProblemStep ?? WrongWith(step);
        if (_broken is null)
        {
            _settlements.Add((SettleStep)step);
        }
        else
        {
            // It will never be handed in; what was gathered need not be held while the rest goes by.
            _settlements.Clear();
        }
    }

    public RunStep ToStep() => _broken is null
        ? new BatchStep(line, [.. _settlements], header.Approvals)
        : _broken with { Settlements = _taken };

    /// <summary>The input ended before all of the batch was there.</summary>
    public ProblemStep CutOff()
    {
        var problem = _broken ?? new ProblemStep(
            line,
            1,
            OutcomeCode.TruncatedInput,
            $"{BatchHeader.Member}.count",
            $"{header.Count} settlements belong to the batch, {_taken} follow",
            null);
        return problem with { Settlements = Math.Max(_taken, 1) };
    }

    private ProblemStep? WrongWith(RunStep step)
    {
        if (step is not SettleStep settlement)
        {
            return Problem(
                step.Line, "line", $"settlement {_taken} of {header.Count} of the batch of line {line} belongs here");
        }

        return _settlements.Count > 0 && settlement.Actor != _settlements[0].Actor
            ? Problem(step.Line, "as", $"the settlements of the batch of line {line} have one proposer")
            : _bytes > BatchHeader.BytesMax
                ? Problem(step.Line, "line", $"the batch of line {line} has more than {BatchHeader.BytesMax} bytes")
            : null;
    }

    private static ProblemStep Problem(long at, string field, string message) =>
        new(at, 1, OutcomeCode.MalformedInput, field, message, null);
}
