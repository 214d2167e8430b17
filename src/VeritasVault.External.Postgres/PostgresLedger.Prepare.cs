using System.Numerics;
using Npgsql;
using VeritasVault.Core;

namespace VeritasVault.External.Postgres;

/// <summary>Preparing: one transaction that moves the money and writes the row, and is then prepared instead of
/// committed.</summary>
public sealed partial class PostgresLedger
{
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
            INSERT INTO veritas_operation (id, state, payer, payee, asset, quantity)
            VALUES ($1, $2, $3::text, $4::text, $5::text, $6::text::numeric) ON CONFLICT (id) DO NOTHING
            """;
        try
        {
            var inserted = await session.ExecuteAsync(
                Insert, token, id.ToString(), state, content?.From.Value, content?.To.Value, content?.Asset.Value,
                content?.Quantity.ToString(System.Globalization.CultureInfo.InvariantCulture)).ConfigureAwait(false);
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

    /// <summary>The reason why not, or nothing when the money has moved inside the transaction.</summary>
    private static async Task<string?> MoveAsync(
        PostgresSession session, ForeignOperation operation, CancellationToken token)
    {
        // Both rows in one order, so that no two operations wait for each other.
        var rows = await session.ReadAsync(
            """
            SELECT account, balance, floor FROM veritas_balance
            WHERE asset = $1 AND account IN ($2, $3) ORDER BY account FOR UPDATE
            """,
            row => (Account: row.GetString(0), Balance: row.GetFieldValue<BigInteger>(1),
                Floor: row.IsDBNull(2) ? (BigInteger?)null : row.GetFieldValue<BigInteger>(2)),
            token, operation.Asset.Value, operation.From.Value, operation.To.Value).ConfigureAwait(false);
        if (rows.Count != (operation.From == operation.To ? 1 : 2))
        {
            return "unknown-account";
        }

        var payer = rows.Single(row => row.Account == operation.From.Value);
        var payee = rows.Single(row => row.Account == operation.To.Value);
        if (payer.Balance - operation.Quantity < payer.Floor)
        {
            return "insufficient-funds";
        }

        if (operation.From == operation.To)
        {
            return null;
        }

        if (payee.Balance + operation.Quantity > Int128.MaxValue
            || payer.Balance - operation.Quantity < -Int128.MaxValue)
        {
            return "balance-range";
        }

        await session.ExecuteAsync(
            """
            UPDATE veritas_balance SET balance = balance + CASE account WHEN $2 THEN -$4 ELSE $4 END
            WHERE asset = $1 AND account IN ($2, $3)
            """,
            token, operation.Asset.Value, operation.From.Value, operation.To.Value, (BigInteger)operation.Quantity)
            .ConfigureAwait(false);
        return null;
    }

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
