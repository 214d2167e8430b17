namespace VeritasVault.External;

/// <summary>Where an operation stands at the foreign ledger. Numbers are stored in records and never change.</summary>
public enum ForeignState
{
    /// <summary>The ledger does not know the id. Only then may a late prepare still arrive: to be safe from it, abort.
    /// </summary>
    NotFound = 0,

    /// <summary>The value is held and the ledger has promised that commit will succeed, for as long as its hold binds.
    /// </summary>
    Prepared = 1,

    /// <summary>The value has moved for good. Final.</summary>
    Committed = 2,

    /// <summary>Nothing moved and nothing will: undone, lapsed, or barred before it arrived (tombstone).
    /// Final.</summary>
    Aborted = 3,

    /// <summary>The ledger said no: certainly not done, and final for this operation id.</summary>
    Refused = 4,
}

/// <summary>What <see cref="ForeignState"/> means to whoever drives an operation.</summary>
public static class ForeignStates
{
    /// <summary>Whether no call can change the state any more.</summary>
    public static bool IsFinal(this ForeignState state) => state switch
    {
        ForeignState.NotFound or ForeignState.Prepared => false,
        ForeignState.Committed or ForeignState.Aborted or ForeignState.Refused => true,
    };

    /// <summary>Whether no value moved and none ever will under this id. Not true of
    /// <see cref="ForeignState.NotFound"/>: a prepare may still be under way.</summary>
    public static bool IsWithoutEffect(this ForeignState state) =>
        state is ForeignState.Aborted or ForeignState.Refused;
}
