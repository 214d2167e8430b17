namespace VeritasVault.Core;

/// <summary>How far an operation of the plan has come; the numbers are part of the format.</summary>
public enum OperationState : byte
{
    /// <summary>Not called yet, or called without a reply.</summary>
    Planned = 0,

    /// <summary>Held there; or executed there, where executing can be refunded.</summary>
    Prepared = 1,

    /// <summary>Happened there, for good.</summary>
    Committed = 2,

    /// <summary>Undone there.</summary>
    Aborted = 3,
}

/// <summary>What one external ledger is asked to do at once in the execution plan of a settlement that is under
/// way.</summary>
/// <param name="Number">Its place in the plan, from 1: the order of preparing; rolling back goes the other way.</param>
/// <param name="Legs">The legs it carries out, ascending: all of the settlement on a ledger that holds, one on a ledger
/// that executes.</param>
/// <param name="LedgerIndex">The ledger they are on.</param>
internal sealed record PlannedOperation(int Number, IReadOnlyList<int> Legs, int LedgerIndex)
{
    public OperationState State { get; init; }

    /// <summary>Until when a time-limited hold stands.</summary>
    public Timestamp? HeldUntil { get; init; }

    /// <summary>Calls that brought no reply, since the last one that did.</summary>
    public int Failures { get; init; }

    /// <summary>Whether it waits for the operator: what retrying could do was done.</summary>
    public bool IsStuck { get; init; }

    /// <summary>What the ledger said last.</summary>
    public string Said { get; init; } = string.Empty;
}
