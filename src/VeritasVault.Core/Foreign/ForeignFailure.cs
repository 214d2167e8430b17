namespace VeritasVault.Core;

/// <summary>Why a call to an external ledger brought no reply; the numbers are part of the format.</summary>
public enum ForeignFailure : byte
{
    /// <summary>None: there was a reply.</summary>
    None = 0,

    /// <summary>It could not be reached.</summary>
    Unreachable = 1,

    /// <summary>It did not answer in time.</summary>
    TimedOut = 2,

    /// <summary>It asks to try again later.</summary>
    Busy = 3,

    /// <summary>It says the request is wrong: trying again cannot help.</summary>
    Rejected = 4,

    /// <summary>What it answered contradicts the protocol.</summary>
    Broken = 5,
}
