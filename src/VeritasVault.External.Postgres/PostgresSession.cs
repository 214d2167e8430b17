using Npgsql;
using VeritasVault.Core;

namespace VeritasVault.External.Postgres;

/// <summary>One connection for one call. Knows when a statement is durable, and when that cannot be known.</summary>
internal sealed class PostgresSession : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private Task? _leftBehind;
    private string? _warning;

    internal PostgresSession(NpgsqlConnection connection)
    {
        _connection = connection;
        _connection.Notice += (_, args) =>
            _warning = args.Notice.InvariantSeverity == "WARNING" ? args.Notice.MessageText : _warning;
    }

    /// <summary>Whether a statement was sent that makes something durable.</summary>
    internal bool EffectAskedFor { get; private set; }

    /// <summary>Makes commits wait for disk and standby, whatever the database's default is.</summary>
    internal Task SetUpAsync(CancellationToken token) =>
        ExecuteAsync(
            "SELECT set_config('synchronous_commit', 'on', false) "
                + "WHERE current_setting('synchronous_commit') IN ('off', 'local')",
            token);

    /// <summary>Begins a transaction that waits for rows no longer than told.</summary>
    internal async Task BeginAsync(int lockWaitMsMax, CancellationToken token)
    {
        await ExecuteAsync("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE", token).ConfigureAwait(false);
        await ExecuteAsync(
            "SELECT set_config('lock_timeout', $1, true)", token, FormattableString.Invariant($"{lockWaitMsMax}ms"))
            .ConfigureAwait(false);
    }

    /// <summary>A statement of a transaction; returns the rows it touched.</summary>
    internal async Task<int> ExecuteAsync(string sql, CancellationToken token, params object?[] values)
    {
        var command = Command(sql, values);
        await using var disposing = command.ConfigureAwait(false);
        return await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
    }

    /// <summary>Every row of a query, through a reader of one.</summary>
    internal async Task<List<T>> ReadAsync<T>(
        string sql, Func<NpgsqlDataReader, T> read, CancellationToken token, params object?[] values)
    {
        var command = Command(sql, values);
        await using var disposing = command.ConfigureAwait(false);
        var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        var rows = new List<T>();
        while (await reader.ReadAsync(token).ConfigureAwait(false))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>
    /// A statement after which something is durable. It gets neither time-out nor token: cancelling a commit that waits
    /// for its standby makes the server report success for what only it has. Who cancels stops waiting; the statement
    /// stays behind with its connection until the server is done with it.
    /// </summary>
    /// <exception cref="ForeignLedgerException">The server warned that the standby has not confirmed.</exception>
    internal Task MakeDurableAsync(string sql, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        EffectAskedFor = true;
        return WaitForDurabilityAsync(sql, mayHaveTakenEffect: true, token);
    }

    /// <summary>
    /// Returns when all that was visible before is durable on the standbys too. A row can be read although the commit
    /// that wrote it gave up waiting for its standby; a later commit that the standby confirms proves the earlier ones.
    /// </summary>
    internal async Task ConfirmReplicatedAsync(CancellationToken token)
    {
        var standbys = await ReadAsync(
            "SELECT current_setting('synchronous_standby_names')", row => row.GetString(0), token)
            .ConfigureAwait(false);
        if (standbys[0].Length != 0)
        {
            await WaitForDurabilityAsync(
                "SELECT pg_logical_emit_message(true, 'veritas', '')", EffectAskedFor, token).ConfigureAwait(false);
        }
    }

    /// <summary>Ends a transaction of which nothing shall stay.</summary>
    internal Task RollbackAsync(CancellationToken token) => ExecuteAsync("ROLLBACK", token);

    public ValueTask DisposeAsync()
    {
        if (_leftBehind is null)
        {
            return _connection.DisposeAsync();
        }

        _ = CloseLaterAsync(_leftBehind);
        return default;
    }

    private async Task WaitForDurabilityAsync(string sql, bool mayHaveTakenEffect, CancellationToken token)
    {
        _warning = null;
        var run = RunToTheEndAsync(sql);
        try
        {
            await run.WaitAsync(token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!run.IsCompleted)
        {
            _leftBehind = run;
            throw;
        }

        if (_warning is { } warning)
        {
            throw new ForeignLedgerException(
                ForeignFailure.Unreachable, $"it is not known whether this is durable: {warning}", mayHaveTakenEffect);
        }
    }

    private async Task CloseLaterAsync(Task leftBehind)
    {
        // Whatever became of it reaches nobody: the caller was told that it is unknown.
#pragma warning disable VSTHRD003 // It runs on no context that could wait for us.
        await leftBehind.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
#pragma warning restore VSTHRD003
        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private async Task RunToTheEndAsync(string sql)
    {
        var command = Command(sql, []);
        await using var disposing = command.ConfigureAwait(false);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private NpgsqlCommand Command(string sql, object?[] values)
    {
#pragma warning disable CA2100 // Values are parameters; PREPARE TRANSACTION takes none, and its id is [0-9a-f-].
        var command = new NpgsqlCommand(sql, _connection);
#pragma warning restore CA2100
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        return command;
    }
}
