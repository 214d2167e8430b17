using VeritasVault.Core;
using Xunit;

namespace VeritasVault.External.Tests;

/// <summary>Several transfers in one operation: simultaneous, and all or none.</summary>
public abstract partial class HoldingLedgerContract
{
    [Fact]
    public async Task Transfers_of_one_operation_are_made_at_once_and_only_the_net_has_to_be_there()
    {
        var operation = await NewOperationAsync(100, 60);
        var both = Several(operation, (operation.From, operation.To, 60), (operation.From, operation.To, 100),
            (operation.To, operation.From, 70));

        Assert.Equal(ForeignState.Prepared, (await Ledger.PrepareAsync(both, Token)).State);
        await MustHoldAsync(operation, payer: 100, payee: 0);
        Assert.Equal(ForeignState.Committed, (await Ledger.CommitAsync(both, Token)).State);

        await MustHoldAsync(operation, payer: 10, payee: 90);
    }

    [Fact]
    public async Task What_is_promised_by_another_operation_cannot_be_paid_with()
    {
        var first = await NewOperationAsync(100, 40);
        await Ledger.PrepareAsync(first, Token);
        var onward = (await NewOperationAsync(0, 40)).With(from: first.To);

        var reply = await TryAsync(() => Ledger.PrepareAsync(onward, Token));

        Assert.NotEqual(ForeignState.Prepared, reply?.State);
        await Ledger.AbortAsync(first, Token);
        await MustHoldAsync(first, payer: 100, payee: 0);
    }

    [Fact]
    public async Task One_transfer_that_cannot_be_made_refuses_the_others_with_it()
    {
        var operation = await NewOperationAsync(100, 60);
        var stranger = AccountId.Parse($"{operation.From}-of-nobody");
        foreach (var (bad, number) in new[]
        {
            ((operation.From, operation.To, (Int128)41), 1),
            ((operation.From, stranger, 1), 2),
            ((operation.To, operation.From, 61), 3),
        })
        {
            var several = Several(operation, (operation.From, operation.To, 60), bad) with
            {
                Id = OperationId.Of(operation.SettlementId, 10, number),
            };

            Assert.Equal(ForeignState.Refused, (await Ledger.PrepareAsync(several, Token)).State);
            await MustHoldAsync(operation, payer: 100, payee: 0);
        }

        Assert.Equal(ForeignState.Prepared, (await Ledger.PrepareAsync(operation.With(quantity: 100), Token)).State);
    }

    [Fact]
    public async Task A_ring_without_money_turns()
    {
        var operation = await NewOperationAsync(0, 1);
        var third = (await NewOperationAsync(0, 1)).From;
        var ring = Several(operation, (operation.From, operation.To, 500), (operation.To, third, 500),
            (third, operation.From, 500));

        Assert.Equal(ForeignState.Prepared, (await Ledger.PrepareAsync(ring, Token)).State);
        Assert.Equal(ForeignState.Committed, (await Ledger.CommitAsync(ring, Token)).State);

        await MustHoldAsync(operation, payer: 0, payee: 0);
    }

    [Fact]
    public async Task One_transfer_more_or_less_or_in_another_order_is_other_content()
    {
        var operation = await NewOperationAsync(100, 60);
        var both = Several(operation, (operation.From, operation.To, 10), (operation.To, operation.From, 5));
        await Ledger.PrepareAsync(both, Token);
        await Ledger.CommitAsync(both, Token);

        foreach (var other in new[]
        {
            Several(operation, (operation.From, operation.To, 10)),
            Several(operation, (operation.To, operation.From, 5), (operation.From, operation.To, 10)),
        })
        {
            var failure = await Assert.ThrowsAsync<ForeignLedgerException>(() => Ledger.PrepareAsync(other, Token));
            Assert.Equal(ForeignFailure.Rejected, failure.Failure);
        }

        await MustHoldAsync(operation, payer: 95, payee: 5);
    }

    private static ForeignOperation Several(
        ForeignOperation operation, params (AccountId From, AccountId To, Int128 Quantity)[] transfers) =>
        operation with
        {
            Transfers = [.. transfers.Select(one => new ForeignTransfer(one.From, one.To, Euro, one.Quantity))],
        };
}
