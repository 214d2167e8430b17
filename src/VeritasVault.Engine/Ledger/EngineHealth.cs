namespace VeritasVault.Engine;

/// <summary>How an open ledger is doing.</summary>
/// <param name="IsReady">Whether it takes commands and its clock is believed.</param>
/// <param name="IsStopped">Whether it has stopped for good and must be opened again.</param>
/// <param name="StoppedBecause">Why it stopped.</param>
/// <param name="IsClockSuspect">Whether the wall clock is not believed; engine time goes on by the monotonic
/// clock.</param>
/// <param name="QueueLength">Commands and batches that wait for the writer lane.</param>
/// <param name="WitnessTrouble">Why the witness mark could not be written last time, or null: the ledger goes on, but
/// an old
/// store in its place might not be noticed.</param>
public sealed record EngineHealth(
    bool IsReady,
    bool IsStopped,
    string? StoppedBecause,
    bool IsClockSuspect,
    int QueueLength,
    string? WitnessTrouble);
