using System.Numerics;
using Npgsql;
using VeritasVault.Core;

namespace VeritasVault.External.Postgres;

/// <summary>Preparing: one transaction that moves the money and writes the row, and is then prepared instead of
/// committed.</summary>
public sealed partial class PostgresLedger
{
    private const string BalanceRange = "balance-range";

    private async Task<ForeignReply> PrepareAsync(
        PostgresSession session, ForeignOperation operation, CancellationToken token)
    {
        for (var round = 0; round < _options.RoundsMax; round++)
        {
            var known = await AnswerAsync(session, operation.Id, operation, token).ConfigureAwait(false);
            if (known.State != ForeignState.NotFound)
            {
                return known;
            }

            if (await TryPrepareAsync(session, operation, token).ConfigureAwait(false) is { } reply)
            {
                return reply;
            }
        }

        throw Busy("other calls of the same operation are under way", session);
    }

    /// <summary>The reply; nothing when another call of the same operation came first.</summary>
    private async Task<ForeignReply?> TryPrepareAsync(
        PostgresSession session, ForeignOperation operation, CancellationToken token)
    {
        await session.BeginAsync(_options.LockWaitMsMax, token).ConfigureAwait(false);
        if (!await InsertRowAsync(session, operation.Id, "committed", operation, token).ConfigureAwait(false))
        {
            return null;
        }

        await ReachAsync(PostgresStep.RowInserted).ConfigureAwait(false);
        if (await MoveAsync(session, operation, token).ConfigureAwait(false) is { } refusal)
        {
            return await RefuseAsync(session, operation.Id, refusal, token).ConfigureAwait(false);
        }

        await ReachAsync(PostgresStep.MoneyMoved).ConfigureAwait(false);
        // Lost answer: the transaction is prepared or gone, and the next prepare or query sees which.
        await session.MakeDurableAsync($"PREPARE TRANSACTION {Gid(operation.Id)}", token).ConfigureAwait(false);
        await ReachAsync(PostgresStep.PreparedDurable).ConfigureAwait(false);
        return new ForeignReply(ForeignState.Prepared);
    }

    /// <summary>Whether the row is ours. The key makes calls of one operation meet: who comes second waits until the
    /// first one's transaction ends, or for the lock wait when it is prepared and will not end by itself.</summary>
    private static async Task<bool> InsertRowAsync(
        PostgresSession session, OperationId id, string state, ForeignOperation? content, CancellationToken token)
    {
        const string Insert = """
            INSERT INTO veritas_operation (id, state, transfers)
            VALUES ($1, $2, $3::text) ON CONFLICT (id) DO NOTHING
            """;
        try
        {
            var inserted = await session.ExecuteAsync(
                Insert, token, id.ToString(), state, content is null ? null : ContentOf(content)).ConfigureAwait(false);
            if (inserted == 1)
            {
                return true;
            }
        }
        catch (PostgresException wait) when (wait.SqlState == PostgresFailures.LockNotAvailable)
        {
            // The other is prepared or still at work: the caller looks again.
        }

        await session.RollbackAsync(token).ConfigureAwait(false);
        return false;
    }

    /// <summary>The reason why not, or nothing when the money has moved inside the transaction. All transfers are made
    /// at once: what has to be there is the net of each account and asset.</summary>
    private static async Task<string?> MoveAsync(
        PostgresSession session, ForeignOperation operation, CancellationToken token)
    {
        if (operation.Nets() is not { } nets)
        {
            return BalanceRange;
        }

        string[] accounts = [.. nets.Select(net => net.Account.Value)];
        string[] assets = [.. nets.Select(net => net.Asset.Value)];
        var rows = await LockAsync(session, accounts, assets, token).ConfigureAwait(false);
        if (rows.Count != nets.Count)
        {
            return "unknown-account";
        }

        for (var i = 0; i < rows.Count; i++)
        {
            // Both are in the order of account and asset.
            var after = rows[i].Balance + nets[i].Delta;
            if (nets[i].Delta < 0 && after < rows[i].Floor)
            {
                return "insufficient-funds";
            }

            if (BigInteger.Abs(after) > Int128.MaxValue)
            {
                return BalanceRange;
            }
        }

        await session.ExecuteAsync(
            """
            UPDATE veritas_balance AS held SET balance = held.balance + net.delta::numeric
            FROM unnest($1::text[], $2::text[], $3::text[]) AS net (account, asset, delta)
            WHERE held.account = net.account AND held.asset = net.asset
            """,
            token, accounts, assets, nets.Select(net => FormattableString.Invariant($"{net.Delta}")).ToArray())
            .ConfigureAwait(false);
        return null;
    }

    /// <summary>The rows, locked in one order, so that no two operations wait for each other.</summary>
    private static Task<List<(BigInteger Balance, BigInteger? Floor)>> LockAsync(
        PostgresSession session, string[] accounts, string[] assets, CancellationToken token) =>
        session.ReadAsync(
            """
            SELECT balance, floor FROM veritas_balance
            WHERE (account, asset) IN (SELECT * FROM unnest($1::text[], $2::text[])) ORDER BY account, asset FOR UPDATE
            """,
            row => (row.GetFieldValue<BigInteger>(0), row.IsDBNull(1) ? (BigInteger?)null
                : row.GetFieldValue<BigInteger>(1)),
            token, accounts, assets);

    private async Task<ForeignReply> RefuseAsync(
        PostgresSession session, OperationId id, string code, CancellationToken token)
    {
        await session.ExecuteAsync(
            "UPDATE veritas_operation SET state = 'refused', code = $2 WHERE id = $1", token, id.ToString(), code)
            .ConfigureAwait(false);
        await ReachAsync(PostgresStep.RefusalWritten).ConfigureAwait(false);
        await session.MakeDurableAsync("COMMIT", token).ConfigureAwait(false);
        await ReachAsync(PostgresStep.RefusalDurable).ConfigureAwait(false);
        return new ForeignReply(ForeignState.Refused, code);
    }
}
