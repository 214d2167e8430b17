using System.Net;
using VeritasVault.Core;

namespace VeritasVault.External.Http;

/// <summary>What a status other than 200 and 404 means. Statuses between us and the service (proxies, gateways) are
/// counted in: who answers does not always know what the service did.</summary>
internal static class HttpStatuses
{
    /// <summary>The failure of a call that was answered with the status.</summary>
    /// <param name="status">The status.</param>
    /// <param name="changes">Whether the call changes anything when it succeeds.</param>
    internal static ForeignLedgerException Failure(HttpStatusCode status, bool changes)
    {
        var (failure, mayHaveTakenEffect) = (int)status switch
        {
            429 => (ForeignFailure.Busy, false),
            408 => (ForeignFailure.TimedOut, true),
            >= 400 and < 500 => (ForeignFailure.Rejected, false),
            502 => (ForeignFailure.Unreachable, true),
            504 => (ForeignFailure.TimedOut, true),
            500 or 503 => (ForeignFailure.Busy, true),
            _ => (ForeignFailure.Broken, true),
        };
        return new ForeignLedgerException(
            failure, $"the service answered with status {(int)status}", changes && mayHaveTakenEffect);
    }
}
