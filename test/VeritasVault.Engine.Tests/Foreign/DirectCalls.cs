using VeritasVault.Core;
using VeritasVault.External;
using Xunit;

namespace VeritasVault.Engine.Tests.Foreign;

/// <summary>Calls a ledger in memory at once, on the test's own thread; what it cannot reach it gives up, after as many
/// tries as it is told.</summary>
internal sealed class DirectCalls(IExternalLedger ledger) : IForeignCalls
{
    /// <summary>Every call made, in order.</summary>
    public List<ForeignCallKey> Made { get; } = [];

    /// <summary>Asked before each call; true loses it on the way there.</summary>
    public Func<ForeignCallKey, bool> LosesRequest { get; set; } = _ => false;

    /// <summary>Asked after each call; true loses the answer.</summary>
    public Func<ForeignCallKey, bool> LosesAnswer { get; set; } = _ => false;

    /// <summary>Asked for each reply; true delivers it twice.</summary>
    public Func<ForeignCallKey, bool> DoublesAnswer { get; set; } = _ => false;

    /// <summary>Tries of a call that the ledger itself leaves without an answer.</summary>
    public int TriesMax { get; init; } = 1;

    public void Begin(ForeignRequest request, Action<ForeignReplyCommand> deliver)
    {
        Made.Add(request.Key);
        var told = new ForeignReplyCommand(
            request.Key.Settlement, request.Key.Attempt, request.Key.Operation, request.Key.Call);
        var lost = told with { Failure = ForeignFailure.TimedOut, IsGivenUp = true, Tries = 1, Text = "no answer" };
        if (LosesRequest(request.Key))
        {
            deliver(lost);
            return;
        }

        var answer = Try(request, told, deliver);
        deliver(LosesAnswer(request.Key) ? lost : answer);
        if (DoublesAnswer(request.Key))
        {
            deliver(answer);
        }
    }

    // The reply, or the failure after which nobody tries again; the failures before it are told.
    private ForeignReplyCommand Try(
        ForeignRequest request, ForeignReplyCommand told, Action<ForeignReplyCommand> deliver)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                var reply = Make(request);
                return told with
                {
                    State = reply.State,
                    Code = reply.Code,
                    Text = reply.Text,
                    HeldUntil = reply.HeldUntil,
                };
            }
            catch (ForeignLedgerException failed)
            {
                var failure = told with { Failure = failed.Failure, Tries = tries, Text = failed.Message };
                if (tries == TriesMax || !failed.IsRetryable)
                {
                    return failure with { IsGivenUp = true };
                }

                deliver(failure);
            }
        }
    }

    private ForeignReply Make(ForeignRequest request)
    {
        var operation = new ForeignOperation
        {
            Id = OperationId.Of(request.Key.Settlement, request.Key.Attempt, request.Key.Operation),
            Transfers = [.. request.Legs.Select(
                leg => new ForeignTransfer(leg.From, leg.To, leg.Asset, leg.Quantity))],
        };
        var task = request.Key.Call switch
        {
            ForeignCall.Prepare => ledger.PrepareAsync(operation, CancellationToken.None),
            ForeignCall.Commit => ledger.CommitAsync(operation, CancellationToken.None),
            ForeignCall.Abort => ledger.AbortAsync(operation, CancellationToken.None),
            ForeignCall.Query => ledger.QueryAsync(operation.Id, CancellationToken.None),
            ForeignCall.Begin => throw new InvalidOperationException("beginning calls nobody"),
        };
        Assert.True(task.IsCompleted);
#pragma warning disable VSTHRD002 // It is complete.
        return task.GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
    }
}
