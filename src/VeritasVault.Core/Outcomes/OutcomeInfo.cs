namespace VeritasVault.Core;

/// <summary>The failure categories of the ledger.</summary>
public enum FailureCategory : byte
{
    /// <summary>No failure.</summary>
    None = 0,

    /// <summary>A precondition does not hold.</summary>
    Validation = 1,

    /// <summary>Something required is not available.</summary>
    ResourceUnavailable = 2,

    /// <summary>Somebody else was faster.</summary>
    ConcurrencyConflict = 3,

    /// <summary>The system or its surroundings failed.</summary>
    System = 4,

    /// <summary>A participant does not want it.</summary>
    ParticipantRejection = 5,
}

/// <summary>Which kind of answer a code is; the kinds of no differ in what they leave behind.</summary>
public enum OutcomeKind : byte
{
    /// <summary>Not decided yet.</summary>
    Open = 0,

    /// <summary>Refused at the door: nothing recorded, the id stays free.</summary>
    Refused = 1,

    /// <summary>Decided: recorded once and pinned to the id for good.</summary>
    Decided = 2,

    /// <summary>An attempt that says nothing about the final outcome; never pinned.</summary>
    Attempt = 3,
}

/// <summary>Whether trying again can end otherwise.</summary>
public enum Retry : byte
{
    /// <summary>The same content will get the same answer.</summary>
    Final = 0,

    /// <summary>Circumstances may change: the same content can succeed later (under a new id where the code is
    /// pinned).</summary>
    Retryable = 1,
}

/// <summary>The documentation of one outcome code.</summary>
/// <param name="Name">Its name in capitals.</param>
/// <param name="Category">Its failure category.</param>
/// <param name="Kind">Which kind of answer it is.</param>
/// <param name="Retry">Whether trying again can help.</param>
/// <param name="Meaning">One sentence: what happened.</param>
/// <param name="Cure">One sentence: what to do.</param>
public sealed record OutcomeInfo(
    string Name, FailureCategory Category, OutcomeKind Kind, Retry Retry, string Meaning, string Cure);

/// <summary>Where and why an outcome came about; members that do not apply are null. Quantities are in minor
/// units.</summary>
/// <param name="Field">The path of the field or the name of the position: <c>legs[3].quantity</c>,
/// <c>alice-cash/USD</c>.</param>
/// <param name="Value">The value that was found or needed.</param>
/// <param name="Limit">The bound it broke.</param>
/// <param name="Current">What the ledger holds, where the code compares.</param>
/// <param name="Expected">What the caller expected, where the code compares.</param>
public sealed record OutcomeDetail(
    string Field, string? Value = null, string? Limit = null, string? Current = null, string? Expected = null)
{
    /// <summary>One line for people.</summary>
    public override string ToString()
    {
        var text = Field;
        text = Value is null ? text : $"{text} is {Value}";
        text = Limit is null ? text : $"{text}, limit {Limit}";
        text = Current is null ? text : $"{text}, current {Current}";
        return Expected is null ? text : $"{text}, expected {Expected}";
    }
}
