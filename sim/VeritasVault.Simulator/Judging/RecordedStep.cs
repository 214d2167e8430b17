using VeritasVault.Core;

namespace VeritasVault.Simulator;

/// <summary>What a record says that a settlement came to, and why it was looked at.</summary>
/// <param name="Cause">Why.</param>
/// <param name="Answer">What it came to.</param>
/// <param name="Reply">What an external ledger said.</param>
internal sealed record RecordedStep(Cause Cause, Answer Answer, ForeignReplyCommand? Reply)
{
    /// <summary>The steps of all settlements by record number.</summary>
    public static Dictionary<long, RecordedStep> Read(Evidence evidence)
    {
        var steps = new Dictionary<long, RecordedStep>();
        RecordWalk.Settlements(evidence, (record, recordNo) =>
            steps.Add(recordNo, new RecordedStep(record.Cause, Answer.Of(record), record.Reply)));
        return steps;
    }
}
