namespace VeritasVault.Simulator;

/// <summary>What can come of a call to an external ledger.</summary>
internal enum CallFault
{
    /// <summary>It is answered in time.</summary>
    None,

    /// <summary>The request never arrives, and nobody answers in time.</summary>
    RequestLost,

    /// <summary>It takes effect, and the answer never arrives.</summary>
    AnswerLost,

    /// <summary>It takes effect, and the answer comes when nobody expects it any more.</summary>
    AnswerLate,

    /// <summary>The answer comes twice.</summary>
    AnswerTwice,

    /// <summary>An earlier answer about the same settlement comes once more.</summary>
    OldAnswer,

    /// <summary>The ledger says no: to an operation it will not carry out, or to a refund it cannot make.</summary>
    Refused,

    /// <summary>The ledger asks to try again later.</summary>
    Busy,

    /// <summary>The ledger goes away for hours.</summary>
    Unreachable,

    /// <summary>All tries are used up: the operator is asked. It follows from the others.</summary>
    GivenUp,

    /// <summary>The answer is outside the protocol, whether or not the call took effect.</summary>
    WrongAnswer,

    /// <summary>The ledger says that it has never seen the operation.</summary>
    UnknownId,

    /// <summary>The call arrives when the hold it is about has ended by itself.</summary>
    HoldLapsed,
}
