using VeritasVault.Core;
using Xunit;

namespace VeritasVault.External.Tests;

/// <summary>What a ledger must keep that can neither hold nor refund.</summary>
public abstract class CommitOnlyLedgerContract : ExternalLedgerContract
{
    [Fact]
    public async Task It_is_never_asked_to_prepare_or_to_abort()
    {
        var operation = await NewOperationAsync(100, 40);
        foreach (var call in new[] { ForeignCall.Prepare, ForeignCall.Abort })
        {
            var failure = await Assert.ThrowsAsync<ForeignLedgerException>(
                () => Calls.MakeAsync(Ledger, call, operation, Token));
            Assert.Equal((ForeignFailure.Rejected, false), (failure.Failure, failure.MayHaveTakenEffect));
        }
    }

    [Fact]
    public async Task Query_tells_what_became_of_a_commit()
    {
        var operation = await NewOperationAsync(100, 40);
        await Ledger.CommitAsync(operation, Token);
        Assert.Equal(ForeignState.Committed, (await Ledger.QueryAsync(operation.Id, Token)).State);
    }
}
