using Npgsql;
using VeritasVault.Core;
using VeritasVault.External.Postgres;
using Xunit;

namespace VeritasVault.External.Tests;

/// <summary>A server that is set up wrongly, full, away, or without its standby.</summary>
public sealed class PostgresEnvironmentTests(PostgresServer server) : PostgresTests(server)
{
    private const string Waiting =
        "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep' ORDER BY backend_start LIMIT 1";

    public override async ValueTask DisposeAsync()
    {
        await WithStandbyAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task When_the_room_for_prepared_transactions_is_used_up_it_is_busy_and_says_why()
    {
        var ledger = Open();
        ForeignLedgerException? full = null;
        for (var i = 0; i < 65 && full is null; i++)
        {
            var operation = await NewOperationAsync(100, 40);
            full = await Record.ExceptionAsync(() => ledger.PrepareAsync(operation, Token)) as ForeignLedgerException;
        }

        Assert.Equal((ForeignFailure.Busy, false), (full?.Failure, full?.MayHaveTakenEffect));
        Assert.Contains("max_prepared_transactions", full!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_prepares_nothing_is_rejected_with_the_setting_named()
    {
        await RestartWithAsync(prepared: 0);
        var operation = await NewOperationAsync(100, 40);

        var wrong = await Assert.ThrowsAsync<ForeignLedgerException>(() => Open().PrepareAsync(operation, Token));

        await RestartWithAsync(prepared: 64);
        Assert.Equal((ForeignFailure.Rejected, false), (wrong.Failure, wrong.MayHaveTakenEffect));
        Assert.Contains("max_prepared_transactions", wrong.Message, StringComparison.Ordinal);
        Assert.Equal(ForeignState.Prepared, (await Open().PrepareAsync(operation, Token)).State);
    }

    [Fact]
    public async Task A_server_that_is_away_is_unreachable_and_nothing_happened()
    {
        var operation = await NewOperationAsync(100, 40);
        await using var nowhere = NpgsqlDataSource.Create("Host=/nonexistent;Username=bank");
        var ledger = new PostgresLedger(nowhere);
        foreach (var call in Calls.All)
        {
            var failure = await Assert.ThrowsAsync<ForeignLedgerException>(
                () => Calls.MakeAsync(ledger, call, operation, Token));
            Assert.Equal((ForeignFailure.Unreachable, false), (failure.Failure, failure.MayHaveTakenEffect));
        }
    }

    [Fact]
    public async Task A_database_without_our_tables_is_rejected()
    {
        await Server.ScalarAsync("CREATE DATABASE empty");
        var operation = await NewOperationAsync(100, 40);
        await using var empty = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(Server.Source.ConnectionString) { Database = "empty" }.ConnectionString);

        var failure = await Assert.ThrowsAsync<ForeignLedgerException>(
            () => new PostgresLedger(empty).PrepareAsync(operation, Token));

        Assert.Equal((ForeignFailure.Rejected, false), (failure.Failure, failure.MayHaveTakenEffect));
    }

    [Theory]
    [InlineData(ForeignCall.Prepare, ForeignState.Prepared)]
    [InlineData(ForeignCall.Commit, ForeignState.Committed)]
    [InlineData(ForeignCall.Abort, ForeignState.Aborted)]
    public async Task What_the_standby_has_not_confirmed_is_unknown_even_though_the_server_reports_success(
        ForeignCall call, ForeignState done)
    {
        var operation = await NewOperationAsync(100, 40);
        if (call == ForeignCall.Commit)
        {
            await Open().PrepareAsync(operation, Token);
        }

        await WithoutStandbyAsync();
        var asked = Calls.MakeAsync(Open(), call, operation, Token);
        await CancelWaitAsync();

        await Task.WhenAny(asked);
        var unknown = Assert.IsType<ForeignLedgerException>(asked.Exception?.InnerException);
        Assert.Equal((ForeignFailure.Unreachable, true), (unknown.Failure, unknown.MayHaveTakenEffect));

        // It is visible here, and yet nobody may be told so: the standby could take over without it.
        var query = Open().QueryAsync(operation.Id, Token);
        await CancelWaitAsync();
        await Task.WhenAny(query);
        unknown = Assert.IsType<ForeignLedgerException>(query.Exception?.InnerException);
        Assert.Equal((ForeignFailure.Unreachable, false), (unknown.Failure, unknown.MayHaveTakenEffect));

        await WithStandbyAsync();
        Assert.Equal(done, (await Calls.MakeAsync(Open(), call, operation, Token)).State);
    }

    [Fact]
    public async Task Who_stops_waiting_for_the_standby_leaves_the_statement_alone()
    {
        var operation = await NewOperationAsync(100, 40);
        await WithoutStandbyAsync();
        using var cancel = new CancellationTokenSource();

        var prepare = Open().PrepareAsync(operation, cancel.Token);
        await WaitAsync();
        await cancel.CancelAsync();

        await Task.WhenAny(prepare);
        Assert.True(prepare.IsCanceled);
        Assert.NotEqual("", await Server.ScalarAsync(Waiting));
        await WithStandbyAsync();
        Assert.Equal(ForeignState.Prepared, (await Open().QueryAsync(operation.Id, Token)).State);
    }

    private async Task RestartWithAsync(int prepared)
    {
        await Server.RollBackAllAsync();
        await Server.TellAsync($"set max_prepared_transactions {prepared}", "set");
        await Server.StopAsync();
        await Server.RestartAsync();
    }

    private Task WithStandbyAsync() => Server.SetAsync("synchronous_standby_names", "");

    /// <summary>From here on commits wait for a standby that never comes. It is another process than the sessions that
    /// puts the setting into force, so commits are tried until one waits.</summary>
    private async Task WithoutStandbyAsync()
    {
        await Server.SetAsync("synchronous_standby_names", "nobody");
        for (var waits = false; !waits;)
        {
            var probe = Server.ScalarAsync("SELECT pg_logical_emit_message(true, 'probe', '')");
            while (!probe.IsCompleted && !waits)
            {
                waits = await Server.ScalarAsync(Waiting) is { Length: > 0 };
            }

            if (waits)
            {
                await CancelWaitAsync();
            }

            await probe;
        }
    }

    private async Task CancelWaitAsync() => await Server.ScalarAsync($"SELECT pg_cancel_backend({await WaitAsync()})");

    /// <summary>The process that waits for the standby, as soon as one does.</summary>
    private async Task<string> WaitAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            if (await Server.ScalarAsync(Waiting) is { Length: > 0 } pid)
            {
                return pid;
            }

            Assert.False(limit.IsCancellationRequested, "no session waited for the standby");
        }
    }
}
