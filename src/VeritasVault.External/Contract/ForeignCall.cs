namespace VeritasVault.External;

/// <summary>The calls of <see cref="IExternalLedger"/>. Numbers are stored in records and never change.</summary>
public enum ForeignCall
{
    /// <summary><see cref="IExternalLedger.PrepareAsync"/>.</summary>
    Prepare = 1,

    /// <summary><see cref="IExternalLedger.CommitAsync"/>.</summary>
    Commit = 2,

    /// <summary><see cref="IExternalLedger.AbortAsync"/>.</summary>
    Abort = 3,

    /// <summary><see cref="IExternalLedger.QueryAsync"/>.</summary>
    Query = 4,
}
