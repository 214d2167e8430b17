using VeritasVault.Storage;

namespace VeritasVault.Simulator;

/// <summary>What came of one run.</summary>
/// <param name="Finding">What must not have happened, or null.</param>
/// <param name="Digest">Of all answers and of the blocks in the end.</param>
/// <param name="Records">Records in the end.</param>
/// <param name="Sends">Operations sent, resends included.</param>
/// <param name="Crashes">Times the process died.</param>
/// <param name="HasStruck">Whether the planned fault came.</param>
/// <param name="Steps">The store's steps, for whoever wants to strike at them.</param>
internal sealed record RunResult(
    string? Finding, ulong Digest, long Records, int Sends, int Crashes, bool HasStruck, IReadOnlyList<StepMark> Steps)
{
    /// <summary>What the calls to external ledgers met.</summary>
    public CallCoverage Calls { get; init; } = new();
}

/// <summary>A step of the store and how much the world had changed by then.</summary>
/// <param name="Step">Which step.</param>
/// <param name="Writes">Writes that had taken effect.</param>
/// <param name="Answers">Answers that had been given.</param>
internal readonly record struct StepMark(StoreStep Step, int Writes, int Answers)
{
    public bool IsWrite => Step is StoreStep.CommitStarting or StoreStep.CommitDurable or StoreStep.DeriveStarting
        or StoreStep.DeriveWritten or StoreStep.FlushStarting or StoreStep.FlushDone;
}
