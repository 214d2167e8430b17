namespace VeritasVault.Simulator;

/// <summary>The kinds of operation a workload is mixed from.</summary>
internal enum OperationKind
{
    Submit,
    SubmitBatch,
    DryRun,
    Consent,
    Reject,
    Cancel,
    Erase,
    AccountStatus,
    PositionLimits,
    IssuanceLimit,
    Policy,
    NewEntry,
    ResendSame,
    ResendOther,
    StrangerRepeats,
    Malformed,
    ClockJump,
    LowSpace,
    Pause,
    Key,
    Approval,
    Prepared,
    TradeAbroad,
    OperatorHelps,
    Lock,
}
