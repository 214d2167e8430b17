using VeritasVault.Core;
using VeritasVault.External.Postgres;
using Xunit;

namespace VeritasVault.External.Tests;

/// <summary>Two coordinators at once, each stopped at the step where it hurts.</summary>
public sealed class PostgresRaceTests(PostgresServer server) : PostgresTests(server)
{
    [Fact]
    public async Task A_prepare_whose_answer_was_lost_is_found_prepared()
    {
        var operation = await NewOperationAsync(100, 40);
        var losing = Open(step =>
            step == PostgresStep.PreparedDurable ? throw new IOException("lost") : Task.CompletedTask);
        await Assert.ThrowsAsync<IOException>(() => losing.PrepareAsync(operation, Token));

        Assert.Equal(ForeignState.Prepared, (await Open().PrepareAsync(operation, Token)).State);

        Assert.Equal(ForeignState.Committed, (await Open().CommitAsync(operation, Token)).State);
        await MustHoldAsync(operation, payer: 60, payee: 40);
    }

    [Fact]
    public async Task A_prepare_that_sneaks_in_before_the_tombstone_is_rolled_back_as_well()
    {
        var operation = await NewOperationAsync(100, 40);
        var rounds = 0;
        var aborting = Open(async step =>
        {
            if (step == PostgresStep.RolledBack && rounds++ == 0)
            {
                Assert.Equal(ForeignState.Prepared, (await Open().PrepareAsync(operation, Token)).State);
            }
        });

        Assert.Equal(ForeignState.Aborted, (await aborting.AbortAsync(operation, Token)).State);

        Assert.Equal(2, rounds);
        Assert.Equal(ForeignState.Aborted, (await Open().QueryAsync(operation.Id, Token)).State);
        await MustHoldAsync(operation, payer: 100, payee: 0);
    }

    [Fact]
    public async Task An_abort_that_a_whole_settlement_overtook_says_committed()
    {
        var operation = await NewOperationAsync(100, 40);
        var aborting = Open(async step =>
        {
            if (step == PostgresStep.RolledBack)
            {
                await Open().PrepareAsync(operation, Token);
                await Open().CommitAsync(operation, Token);
            }
        });

        Assert.Equal(ForeignState.Committed, (await aborting.AbortAsync(operation, Token)).State);
        await MustHoldAsync(operation, payer: 60, payee: 40);
    }

    [Fact]
    public async Task An_abort_waits_for_a_prepare_at_work_and_then_undoes_it()
    {
        var operation = await NewOperationAsync(100, 40);
        var moved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var looked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var preparing = Open(step =>
        {
            if (step == PostgresStep.MoneyMoved)
            {
                moved.SetResult();
                return looked.Task.WaitAsync(Token);
            }

            return Task.CompletedTask;
        });
        var aborting = Open(step =>
        {
            if (step == PostgresStep.RolledBack)
            {
                looked.TrySetResult();
            }

            return Task.CompletedTask;
        });

        var prepare = preparing.PrepareAsync(operation, Token);
        await moved.Task;
        Assert.Equal(ForeignState.Aborted, (await aborting.AbortAsync(operation, Token)).State);

        Assert.Equal(ForeignState.Prepared, (await prepare).State);
        Assert.Equal(ForeignState.Aborted, (await Open().QueryAsync(operation.Id, Token)).State);
        await MustHoldAsync(operation, payer: 100, payee: 0);
    }

    [Fact]
    public async Task A_prepare_that_meets_its_own_tombstone_is_answered_with_aborted()
    {
        var operation = await NewOperationAsync(100, 40);
        var begun = false;
        var preparing = Open(async step =>
        {
            if (step == PostgresStep.Connected && !begun)
            {
                begun = true;
                await Open().AbortAsync(operation, Token);
            }
        });
        Assert.Equal(ForeignState.Aborted, (await preparing.PrepareAsync(operation, Token)).State);
    }

    [Fact]
    public async Task A_second_operation_on_an_account_is_busy_until_the_first_one_ends()
    {
        var first = await NewOperationAsync(100, 40);
        var second = (await NewOperationAsync(0, 40)).With(from: first.From);
        await Open().PrepareAsync(first, Token);

        var busy = await Assert.ThrowsAsync<ForeignLedgerException>(() => Open().PrepareAsync(second, Token));

        Assert.Equal((ForeignFailure.Busy, false), (busy.Failure, busy.MayHaveTakenEffect));
        Assert.Equal(ForeignState.NotFound, (await Open().QueryAsync(second.Id, Token)).State);
        await Open().CommitAsync(first, Token);
        Assert.Equal(ForeignState.Prepared, (await Open().PrepareAsync(second, Token)).State);
    }

    [Fact]
    public async Task Two_operations_between_the_same_accounts_in_opposite_directions_do_not_block_each_other_for_good()
    {
        var there = await NewOperationAsync(100, 1);
        await Bank.SetBalanceAsync(there.To, there.Asset, 100, 0, Token);
        for (var i = 0; i < 20; i++)
        {
            var to = there with { Id = OperationId.Of(there.SettlementId, 10 + i, 1) };
            var back = there with { Id = OperationId.Of(there.SettlementId, 10 + i, 2) };
            back = back.With(from: there.To, to: there.From);
            await Task.WhenAll(SettleAsync(to), SettleAsync(back));
        }

        await MustHoldAsync(there, payer: 100, payee: 100);
    }

    private async Task SettleAsync(ForeignOperation operation)
    {
        var ledger = Open(lockWaitMsMax: 10_000);
        Assert.Equal(ForeignState.Prepared, (await ledger.PrepareAsync(operation, Token)).State);
        Assert.Equal(ForeignState.Committed, (await ledger.CommitAsync(operation, Token)).State);
    }
}
