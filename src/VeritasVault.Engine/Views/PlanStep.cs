using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>An external ledger.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Hold">What it offers between preparing and deciding.</param>
/// <param name="HoldSecondsMax">For how long it holds at most; null unless its hold is time-limited.</param>
/// <param name="RegisteredAt">When it was registered; it never changes.</param>
public sealed record ExternalLedgerInfo(LedgerId Id, LedgerHold Hold, int? HoldSecondsMax, Timestamp RegisteredAt);

/// <summary>What a settlement sets aside or expects in one position of this ledger.</summary>
/// <param name="Account">The account.</param>
/// <param name="Asset">The asset.</param>
/// <param name="Net">In minus out, in minor units; what goes out is reserved.</param>
/// <param name="Lock">The lock it takes on the position.</param>
public sealed record PlannedPosition(AccountId Account, AssetId Asset, Int128 Net, LockMode Lock);

/// <summary>One operation of a settlement's execution plan.</summary>
/// <param name="Number">Its place in the order of preparing; undoing goes the other way. 0 is this ledger's own part:
/// reservation and locks.</param>
/// <param name="State">How far it has come.</param>
public sealed record PlanStep(int Number, OperationState State)
{
    /// <summary>The legs it carries out, counted from 1; none for operation 0, which is all that is here.</summary>
    public IReadOnlyList<int> Legs { get; init; } = [];

    /// <summary>The external ledger; null for operation 0.</summary>
    public LedgerId? Ledger { get; init; }

    /// <summary>What that ledger offers; null for operation 0.</summary>
    public LedgerHold? Hold { get; init; }

    /// <summary>What undoes it, in words.</summary>
    public required string Rollback { get; init; }

    /// <summary>Until when a time-limited hold stands.</summary>
    public Timestamp? HeldUntil { get; init; }

    /// <summary>Calls that brought no reply, since the last one that did.</summary>
    public int Tries { get; init; }

    /// <summary>Whether it waits for the operator.</summary>
    public bool IsStuck { get; init; }

    /// <summary>What the ledger said last.</summary>
    public string Said { get; init; } = string.Empty;

    /// <summary>The positions of operation 0; otherwise empty.</summary>
    public IReadOnlyList<PlannedPosition> Positions { get; init; } = [];
}

/// <summary>Something that was tried for a settlement and did not succeed, or its failure.</summary>
/// <param name="At">Engine time.</param>
/// <param name="Category">What kind of failure.</param>
/// <param name="Code">Its code: an outcome code, or <c>FOREIGN_…</c> and <c>WOUNDED</c> for attempts.</param>
/// <param name="Stage">The furthest stage the settlement had reached.</param>
/// <param name="Operation">The operation of the plan, from 1; 0 where it is about none.</param>
/// <param name="Attempt">Which attempt of the settlement, from 1.</param>
/// <param name="Text">What was said, or where and why.</param>
/// <param name="RecordNo">The record that says so.</param>
public sealed record FailureInfo(
    Timestamp At,
    FailureCategory Category,
    string Code,
    Stage Stage,
    int Operation,
    int Attempt,
    string Text,
    long RecordNo);
