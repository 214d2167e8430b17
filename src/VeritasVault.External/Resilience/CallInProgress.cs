using VeritasVault.Core;

namespace VeritasVault.External;

/// <summary>What one call of a <see cref="ResilientLedger"/> has been through so far.</summary>
internal sealed class CallInProgress(OperationId operationId, ForeignCall call)
{
    internal OperationId OperationId { get; } = operationId;

    internal ForeignCall Call { get; } = call;

    /// <summary>Attempts that failed.</summary>
    internal int Attempts { get; set; }

    /// <summary>Whether any of them may have done its work.</summary>
    internal bool MayHaveTakenEffect { get; set; }
}
