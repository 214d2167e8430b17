using VeritasVault.Core;
using VeritasVault.External.TestKit;
using Xunit;

namespace VeritasVault.External.Tests;

/// <summary>What a ledger must keep that can prepare and abort, by holding or by refunding.</summary>
public abstract class PreparingLedgerContract : ExternalLedgerContract
{
    [Fact]
    public async Task A_prepared_operation_can_be_asked_for_and_prepared_again()
    {
        var operation = await NewOperationAsync(100, 40);

        var first = await Ledger.PrepareAsync(operation, Token);

        Assert.Equal(ForeignState.Prepared, first.State);
        Assert.Equal(first, await Ledger.PrepareAsync(operation, Token));
        Assert.Equal(first, await Ledger.QueryAsync(operation.Id, Token));
    }

    [Fact]
    public async Task What_is_prepared_cannot_be_spent_a_second_time()
    {
        var first = await NewOperationAsync(100, 60);
        await Ledger.PrepareAsync(first, Token);
        var second = (await NewOperationAsync(0, 60)).With(from: first.From);

        var reply = await TryAsync(() => Ledger.PrepareAsync(second, Token));

        Assert.NotEqual(ForeignState.Prepared, reply?.State);
        Assert.Equal(ForeignState.Committed, (await Ledger.CommitAsync(first, Token)).State);
        Assert.Equal(ForeignState.Refused, reply?.State ?? (await Ledger.PrepareAsync(second, Token)).State);
        await MustHoldAsync(first, payer: 40, payee: 60);
    }

    [Fact]
    public async Task An_aborted_operation_gives_its_value_back_and_stays_aborted()
    {
        var operation = await NewOperationAsync(100, 40);
        await Ledger.PrepareAsync(operation, Token);

        Assert.Equal(ForeignState.Aborted, (await Ledger.AbortAsync(operation, Token)).State);

        Assert.Equal(ForeignState.Aborted, (await Ledger.AbortAsync(operation, Token)).State);
        Assert.Equal(ForeignState.Aborted, (await Ledger.QueryAsync(operation.Id, Token)).State);
        Assert.Equal(ForeignState.Aborted, (await Ledger.PrepareAsync(operation, Token)).State);
        Assert.Equal(ForeignState.Aborted, (await Ledger.CommitAsync(operation, Token)).State);
        await MustHoldAsync(operation, payer: 100, payee: 0);
        var other = operation.With(quantity: 100) with { Id = Samples.NextAttempt(operation.Id) };
        Assert.Equal(ForeignState.Prepared, (await Ledger.PrepareAsync(other, Token)).State);
    }

    [Fact]
    public async Task Aborting_an_id_never_seen_bars_a_late_prepare()
    {
        var operation = await NewOperationAsync(100, 40);

        Assert.Equal(ForeignState.Aborted, (await Ledger.AbortAsync(operation, Token)).State);

        Assert.Equal(ForeignState.Aborted, (await Ledger.PrepareAsync(operation, Token)).State);
        Assert.Equal(ForeignState.Aborted, (await Ledger.QueryAsync(operation.Id, Token)).State);
        await MustHoldAsync(operation, payer: 100, payee: 0);
    }

    [Fact]
    public async Task Committing_an_id_never_seen_moves_nothing_and_leaves_nothing()
    {
        var operation = await NewOperationAsync(100, 40);

        Assert.Equal(ForeignState.NotFound, (await Ledger.CommitAsync(operation, Token)).State);

        await MustHoldAsync(operation, payer: 100, payee: 0);
        Assert.Equal(ForeignState.NotFound, (await Ledger.QueryAsync(operation.Id, Token)).State);
        Assert.Equal(ForeignState.Prepared, (await Ledger.PrepareAsync(operation, Token)).State);
    }

    [Fact]
    public async Task A_refused_operation_has_nothing_to_abort()
    {
        var operation = await NewOperationAsync(0, 40);
        var refused = await Ledger.PrepareAsync(operation, Token);
        Assert.Equal(refused, await Ledger.AbortAsync(operation, Token));
    }

    [Fact]
    public async Task After_an_abort_no_prepare_that_raced_with_it_holds_anything()
    {
        for (var round = 0; round < 10; round++)
        {
            var operation = await NewOperationAsync(100, 40);

            var prepares = Enumerable.Range(0, 3).Select(_ => TryAsync(() => Ledger.PrepareAsync(operation, Token)));
            var aborts = Enumerable.Range(0, 3).Select(_ => TryAsync(() => Ledger.AbortAsync(operation, Token)));
            var replies = await Task.WhenAll(round % 2 == 0 ? prepares.Concat(aborts) : aborts.Concat(prepares));

            Assert.All(replies, reply => Assert.True(
                (reply?.State ?? ForeignState.Aborted) is ForeignState.Prepared or ForeignState.Aborted));
            Assert.Equal(ForeignState.Aborted, (await Ledger.AbortAsync(operation, Token)).State);
            Assert.Equal(ForeignState.Aborted, (await Ledger.PrepareAsync(operation, Token)).State);
            await MustHoldAsync(operation, payer: 100, payee: 0);
            var all = operation.With(quantity: 100) with { Id = Samples.NextAttempt(operation.Id) };
            Assert.Equal(ForeignState.Prepared, (await Ledger.PrepareAsync(all, Token)).State);
        }
    }

    [Fact]
    public async Task Random_calls_give_what_the_model_gives()
    {
        var random = new Random(20260101);
        for (var i = 0; i < Sequences; i++)
        {
            await CompareWithModelAsync(random.Next());
        }
    }

    private async Task CompareWithModelAsync(int seed)
    {
        var random = new Random(seed);
        var model = new MemoryExternalLedger(Ledger.Capabilities);
        var balance = random.Next(2) == 0 ? 100 : 30;
        var first = await NewOperationAsync(balance, 40);
        ForeignOperation[] operations =
        [
            first,
            first with { Id = Samples.NextAttempt(first.Id) },
        ];
        model.SetBalance(first.From, Euro, balance);
        model.SetBalance(first.To, Euro, 0);
        var trace = new List<string>();
        for (var step = 0; step < 8; step++)
        {
            // A prepared operation may keep others away from its accounts: the second attempt waits for the first to
            // end.
            var open = !(await model.QueryAsync(first.Id, Token)).State.IsFinal();
            var operation = operations[open ? 0 : random.Next(2)];
            var call = (ForeignCall)random.Next(1, 5);
            var expected = await Calls.MakeAsync(model, call, operation, Token);
            var actual = await Calls.MakeAsync(Ledger, call, operation, Token);
            trace.Add($"{call} {operation.Id.Attempt}: {expected.State}, {actual.State}");
            Assert.True(expected.State == actual.State, $"seed {seed}\n{string.Join("\n", trace)}");
        }

        foreach (var operation in operations.Where(_ => Hold != LedgerHold.Compensating))
        {
            await model.AbortAsync(operation, Token);
            await Ledger.AbortAsync(operation, Token);
        }

        await MustHoldAsync(first, model.BalanceOf(first.From, Euro), model.BalanceOf(first.To, Euro));
    }
}
