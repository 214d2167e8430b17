using VeritasVault.Core;

namespace VeritasVault.External.Tests;

/// <summary>The calls of a ledger as data.</summary>
internal static class Calls
{
    /// <summary>Those that are calls: beginning calls nobody.</summary>
    internal static IEnumerable<ForeignCall> All =>
        Enum.GetValues<ForeignCall>().Where(call => call != ForeignCall.Begin);

    internal static Task<ForeignReply> MakeAsync(
        IExternalLedger ledger, ForeignCall call, ForeignOperation operation, CancellationToken token) => call switch
        {
            ForeignCall.Prepare => ledger.PrepareAsync(operation, token),
            ForeignCall.Commit => ledger.CommitAsync(operation, token),
            ForeignCall.Abort => ledger.AbortAsync(operation, token),
            ForeignCall.Query => ledger.QueryAsync(operation.Id, token),
            ForeignCall.Begin => throw new ArgumentOutOfRangeException(nameof(call), call, "calls nobody"),
        };
}
