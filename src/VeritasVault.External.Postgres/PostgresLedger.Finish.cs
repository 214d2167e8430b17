using Npgsql;
using VeritasVault.Core;

namespace VeritasVault.External.Postgres;

/// <summary>Ending what is prepared, and saying where an operation stands.</summary>
public sealed partial class PostgresLedger
{
    private enum Ending
    {
        /// <summary>It was prepared and is ended.</summary>
        Done,

        /// <summary>There is no such prepared transaction.</summary>
        Absent,

        /// <summary>Somebody else is ending it right now.</summary>
        Taken,
    }

    private async Task<ForeignReply> CommitAsync(PostgresSession session, OperationId id, CancellationToken token)
    {
        for (var round = 0; round < _options.RoundsMax; round++)
        {
            var ending = await EndAsync(session, $"COMMIT PREPARED {Gid(id)}", token).ConfigureAwait(false);
            if (ending == Ending.Done)
            {
                await ReachAsync(PostgresStep.CommittedDurable).ConfigureAwait(false);
                return new ForeignReply(ForeignState.Committed);
            }

            if (ending == Ending.Taken)
            {
                throw Busy("another call is ending the same operation", session);
            }

            var known = await AnswerAsync(session, id, operation: null, token).ConfigureAwait(false);
            if (known.State != ForeignState.Prepared)
            {
                return known;
            }

            // A late prepare came between our two questions; what is prepared now can be committed now.
        }

        throw Busy("other calls of the same operation are under way", session);
    }

    /// <summary>Rolls back what is prepared, then bars the id. In this order: a tombstone would wait for the key that
    /// the prepared transaction holds, and that one ends only by us. A prepare that comes between the two takes the
    /// key first and is rolled back in the next round; one that comes later finds the tombstone.</summary>
    private async Task<ForeignReply> AbortAsync(PostgresSession session, OperationId id, CancellationToken token)
    {
        for (var round = 0; round < _options.RoundsMax; round++)
        {
            // Taken is no obstacle: the tombstone waits for the key until the other is done, and then its row is there.
            await EndAsync(session, $"ROLLBACK PREPARED {Gid(id)}", token).ConfigureAwait(false);
            await ReachAsync(PostgresStep.RolledBack).ConfigureAwait(false);

            await session.BeginAsync(_options.LockWaitMsMax, token).ConfigureAwait(false);
            if (await InsertRowAsync(session, id, "aborted", content: null, token).ConfigureAwait(false))
            {
                await ReachAsync(PostgresStep.TombstoneWritten).ConfigureAwait(false);
                await session.MakeDurableAsync("COMMIT", token).ConfigureAwait(false);
                await ReachAsync(PostgresStep.TombstoneDurable).ConfigureAwait(false);
                return new ForeignReply(ForeignState.Aborted);
            }

            var known = await AnswerAsync(session, id, operation: null, token).ConfigureAwait(false);
            if (known.State.IsFinal())
            {
                return known;
            }
        }

        throw Busy("other calls of the same operation are under way", session);
    }

    private static async Task<Ending> EndAsync(PostgresSession session, string statement, CancellationToken token)
    {
        try
        {
            await session.MakeDurableAsync(statement, token).ConfigureAwait(false);
            return Ending.Done;
        }
        catch (PostgresException error) when (error.SqlState == PostgresFailures.UndefinedObject)
        {
            return Ending.Absent;
        }
        catch (PostgresException error) when (error.SqlState == PostgresFailures.WrongState)
        {
            return Ending.Taken;
        }
    }

    /// <summary>
    /// Where the operation stands, when that is durable. Prepared transactions are looked at first and rows second: a
    /// commit makes the row visible before the prepared transaction goes, so that one of the two is always seen.
    /// </summary>
    private static async Task<ForeignReply> AnswerAsync(
        PostgresSession session, OperationId id, ForeignOperation? operation, CancellationToken token)
    {
        var prepared = await session.ReadAsync(
            "SELECT 1 FROM pg_prepared_xacts WHERE gid = $1 AND database = current_database()",
            row => row.GetInt32(0), token, $"veritas-{id}").ConfigureAwait(false);
        var reply = prepared.Count != 0
            ? new ForeignReply(ForeignState.Prepared)
            : await ReadRowAsync(session, id, operation, token).ConfigureAwait(false);
        if (reply.State != ForeignState.NotFound)
        {
            await session.ConfirmReplicatedAsync(token).ConfigureAwait(false);
        }

        return reply;
    }

    private static async Task<ForeignReply> ReadRowAsync(
        PostgresSession session, OperationId id, ForeignOperation? operation, CancellationToken token)
    {
        var rows = await session.ReadAsync(
            "SELECT state, code, transfers FROM veritas_operation WHERE id = $1",
            row => (
                Reply: new ForeignReply(StateOf(row.GetString(0)), row.GetString(1)),
                SameContent: operation is null || row.IsDBNull(2) || row.GetString(2) == ContentOf(operation)),
            token, id.ToString()).ConfigureAwait(false);
        if (rows.Count == 0)
        {
            return new ForeignReply(ForeignState.NotFound);
        }

        return rows[0].SameContent
            ? rows[0].Reply
            : throw new ForeignLedgerException(
                ForeignFailure.Rejected, "the same operation id came with other content", mayHaveTakenEffect: false);
    }

    /// <summary>A line for each transfer: payer, payee, quantity and asset. Identifiers have no blanks, so two contents
    /// never read the same.</summary>
    private static string ContentOf(ForeignOperation operation) => string.Join('\n', operation.Transfers.Select(
        one => FormattableString.Invariant($"{one.From} {one.To} {one.Quantity} {one.Asset}")));

    private static ForeignState StateOf(string state) => state switch
    {
        "committed" => ForeignState.Committed,
        "aborted" => ForeignState.Aborted,
        "refused" => ForeignState.Refused,
        _ => throw new ForeignLedgerException(
            ForeignFailure.Broken, $"the operations table says '{state}'", mayHaveTakenEffect: false),
    };
}
