namespace VeritasVault.Core;

/// <summary>What the ledger answers to a command or submission.</summary>
/// <param name="Code">The outcome. Of a submission: settled, waiting, why it failed, or why it was refused.</param>
/// <param name="Stage">The settlement's stage; meaningless for commands about the registry and for refusals.</param>
/// <param name="Detail">Where and why, for codes that have more to say.</param>
/// <param name="At">Engine time of the record; default for refusals.</param>
/// <param name="RecordNo">The record that holds the outcome; 0 when nothing was recorded.</param>
/// <param name="IsReplay">Whether this is an earlier answer given again.</param>
public readonly record struct Answer(
    OutcomeCode Code,
    Stage Stage,
    OutcomeDetail? Detail,
    Timestamp At,
    long RecordNo,
    bool IsReplay)
{
    /// <summary>Whether nothing was recorded and the id stays free.</summary>
    public bool IsRefused => Code.Describe().Kind == OutcomeKind.Refused;

    /// <summary>Whether the settlement is decided, and which way.</summary>
    public Decision Decision =>
        Code == OutcomeCode.Committing ? Decision.Commit
        : Code.Describe().Kind != OutcomeKind.Decided ? Decision.None
        : Code != OutcomeCode.Applied ? (Code == OutcomeCode.Settled ? Decision.Commit : Decision.Abort)
        : Stage == Stage.Completed ? Decision.Commit
        : Stage == Stage.Failed ? Decision.Abort
        : Decision.None;

    internal static Answer Refused(OutcomeCode code, OutcomeDetail? detail = null) =>
        new(code, Stage.Initiated, detail, default, 0, IsReplay: false);

    // Whose abort is decided is answered with the code it was decided with, though it is still being rolled back.
    internal static Answer Of(SettlementRecord record) => new(
        record.Code == OutcomeCode.RollingBack ? record.Doom : record.Code,
        record.After, record.Detail, record.At, record.RecordNo, IsReplay: false);
}
