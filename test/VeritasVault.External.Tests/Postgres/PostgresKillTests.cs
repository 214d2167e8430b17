using VeritasVault.Core;
using VeritasVault.External.Postgres;
using Xunit;

namespace VeritasVault.External.Tests;

/// <summary>The server is killed with signal 9 after each step of each call, started again, and asked.</summary>
public sealed class PostgresKillTests(PostgresServer server) : PostgresTests(server)
{
    [Theory]
    [InlineData(nameof(PostgresStep.Connected), ForeignState.NotFound)]
    [InlineData(nameof(PostgresStep.RowInserted), ForeignState.NotFound)]
    [InlineData(nameof(PostgresStep.MoneyMoved), ForeignState.NotFound)]
    [InlineData(nameof(PostgresStep.PreparedDurable), ForeignState.Prepared)]
    public async Task Killed_while_it_prepares(string step, ForeignState kept)
    {
        var operation = await NewOperationAsync(100, 40);

        await KillAtAsync(step, ForeignCall.Prepare, operation);

        Assert.Equal(kept, (await Open().QueryAsync(operation.Id, Token)).State);
        await MustHoldAsync(operation, payer: 100, payee: 0);
        Assert.Equal(ForeignState.Prepared, (await Open().PrepareAsync(operation, Token)).State);
        Assert.Equal(ForeignState.Committed, (await Open().CommitAsync(operation, Token)).State);
        await MustHoldAsync(operation, payer: 60, payee: 40);
    }

    [Theory]
    [InlineData(nameof(PostgresStep.RefusalWritten), ForeignState.NotFound)]
    [InlineData(nameof(PostgresStep.RefusalDurable), ForeignState.Refused)]
    public async Task Killed_while_it_refuses(string step, ForeignState kept)
    {
        var operation = await NewOperationAsync(0, 40);

        await KillAtAsync(step, ForeignCall.Prepare, operation);

        Assert.Equal(kept, (await Open().QueryAsync(operation.Id, Token)).State);
        Assert.Equal(ForeignState.Refused, (await Open().PrepareAsync(operation, Token)).State);
    }

    [Theory]
    [InlineData(nameof(PostgresStep.Connected), ForeignState.Prepared)]
    [InlineData(nameof(PostgresStep.CommittedDurable), ForeignState.Committed)]
    public async Task Killed_while_it_commits(string step, ForeignState kept)
    {
        var operation = await NewOperationAsync(100, 40);
        await Open().PrepareAsync(operation, Token);

        await KillAtAsync(step, ForeignCall.Commit, operation);

        Assert.Equal(kept, (await Open().QueryAsync(operation.Id, Token)).State);
        Assert.Equal(ForeignState.Committed, (await Open().CommitAsync(operation, Token)).State);
        await MustHoldAsync(operation, payer: 60, payee: 40);
    }

    [Theory]
    [InlineData(nameof(PostgresStep.Connected), ForeignState.Prepared)]
    [InlineData(nameof(PostgresStep.RolledBack), ForeignState.NotFound)]
    [InlineData(nameof(PostgresStep.TombstoneWritten), ForeignState.NotFound)]
    [InlineData(nameof(PostgresStep.TombstoneDurable), ForeignState.Aborted)]
    public async Task Killed_while_it_aborts(string step, ForeignState kept)
    {
        var operation = await NewOperationAsync(100, 40);
        await Open().PrepareAsync(operation, Token);

        await KillAtAsync(step, ForeignCall.Abort, operation);

        Assert.Equal(kept, (await Open().QueryAsync(operation.Id, Token)).State);
        Assert.Equal(ForeignState.Aborted, (await Open().AbortAsync(operation, Token)).State);
        Assert.Equal(ForeignState.Aborted, (await Open().PrepareAsync(operation, Token)).State);
        await MustHoldAsync(operation, payer: 100, payee: 0);
    }

    [Fact]
    public async Task Killed_under_load_no_answer_given_turns_out_false()
    {
        var operations = new List<ForeignOperation>();
        for (var i = 0; i < 24; i++)
        {
            operations.Add(await NewOperationAsync(100, 40));
        }

        var durable = 0;
        using var killed = new SemaphoreSlim(0);
        var ledger = Open(async step =>
        {
            if (step is not (PostgresStep.PreparedDurable or PostgresStep.CommittedDurable))
            {
                return;
            }

            var place = Interlocked.Increment(ref durable);
            if (place == 20)
            {
                await Server.KillAsync();
                killed.Release(operations.Count * 2);
            }
            else if (place > 20)
            {
                // Whoever comes later finds the server dead, however long its death takes.
                await killed.WaitAsync(Token);
            }
        });
        var answers = await Task.WhenAll(operations.Select(operation => SettleAsync(ledger, operation)));
        await Server.RestartAsync();

        for (var i = 0; i < operations.Count; i++)
        {
            var state = (await Open().QueryAsync(operations[i].Id, Token)).State;
            Assert.True(IsAtLeast(state, answers[i]), $"answered {answers[i]}, kept {state}");
            var end = (await Open().AbortAsync(operations[i], Token)).State;
            Assert.Equal(state == ForeignState.Committed ? state : ForeignState.Aborted, end);
            await (end == ForeignState.Committed
                ? MustHoldAsync(operations[i], payer: 60, payee: 40)
                : MustHoldAsync(operations[i], payer: 100, payee: 0));
        }

        Assert.Contains(answers, answer => answer != ForeignState.Committed);
    }

    private static bool IsAtLeast(ForeignState state, ForeignState answer) => answer switch
    {
        ForeignState.Committed => state == ForeignState.Committed,
        ForeignState.Prepared => state is ForeignState.Prepared or ForeignState.Committed,
        _ => true,
    };

    /// <summary>The last state that was answered before the server died.</summary>
    private static async Task<ForeignState> SettleAsync(PostgresLedger ledger, ForeignOperation operation)
    {
        var answered = ForeignState.NotFound;
        try
        {
            answered = (await ledger.PrepareAsync(operation, Token)).State;
            answered = (await ledger.CommitAsync(operation, Token)).State;
        }
        catch (Exception failure)
            when (failure is ForeignLedgerException { IsRetryable: true } or ObjectDisposedException)
        {
            // Nobody was told anything; what became of it is asked later.
        }

        return answered;
    }

    /// <summary>Kills the server at the step of the call, and starts it again.</summary>
    private async Task KillAtAsync(string step, ForeignCall call, ForeignOperation operation)
    {
        var killed = false;
        var before = (await Open().QueryAsync(operation.Id, Token)).State;
        var ledger = Open(async reached =>
        {
            if (reached.ToString() == step)
            {
                killed = true;
                await Server.KillAsync();
            }
        });
        ForeignLedgerException? failure = null;
        try
        {
            await Calls.MakeAsync(ledger, call, operation, Token);
        }
        catch (ForeignLedgerException lost)
        {
            failure = lost;
        }

        Assert.True(killed, $"{call} never reached {step}");
        await Server.RestartAsync();
        if (failure is not null)
        {
            Assert.Equal(ForeignFailure.Unreachable, failure.Failure);
            var after = (await Open().QueryAsync(operation.Id, Token)).State;
            Assert.True(failure.MayHaveTakenEffect || after == before,
                $"{before} became {after}, said to be impossible");
        }
    }
}
