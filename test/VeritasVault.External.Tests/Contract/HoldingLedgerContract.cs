using VeritasVault.Core;
using Xunit;

namespace VeritasVault.External.Tests;

/// <summary>What a ledger must keep that holds value until commit or abort, and so can tell the two apart for good.
/// </summary>
public abstract partial class HoldingLedgerContract : PreparingLedgerContract
{
    [Fact]
    public async Task Held_value_has_not_moved()
    {
        var operation = await NewOperationAsync(100, 40);
        await Ledger.PrepareAsync(operation, Token);
        await MustHoldAsync(operation, payer: 100, payee: 0);
    }

    [Fact]
    public async Task A_committed_operation_answers_every_call_with_committed()
    {
        var operation = await NewOperationAsync(100, 40);
        await Ledger.PrepareAsync(operation, Token);
        await Ledger.CommitAsync(operation, Token);

        foreach (var call in Calls.All)
        {
            Assert.Equal(ForeignState.Committed, (await Calls.MakeAsync(Ledger, call, operation, Token)).State);
        }

        await MustHoldAsync(operation, payer: 60, payee: 40);
    }

    [Fact]
    public async Task A_commit_and_an_abort_at_once_agree_on_one_end()
    {
        for (var round = 0; round < 10; round++)
        {
            var operation = await NewOperationAsync(100, 40);
            await Ledger.PrepareAsync(operation, Token);

            var replies = await Task.WhenAll(
                TryAsync(() => Ledger.CommitAsync(operation, Token)),
                TryAsync(() => Ledger.AbortAsync(operation, Token)));

            var end = await Ledger.AbortAsync(operation, Token);
            Assert.Equal(end.State, replies[1]?.State ?? end.State);
            // Between giving the value back and barring the id a ledger may say that it knows no such operation.
            Assert.Equal(end.State == ForeignState.Committed, replies[0]?.State == ForeignState.Committed);
            await (end.State == ForeignState.Committed
                ? MustHoldAsync(operation, payer: 60, payee: 40)
                : MustHoldAsync(operation, payer: 100, payee: 0));
        }
    }
}
