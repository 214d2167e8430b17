using System.Net.Sockets;
using Npgsql;
using VeritasVault.Core;

namespace VeritasVault.External.Postgres;

/// <summary>Says in the words of the contract what went wrong in the database or on the way to it.</summary>
internal static class PostgresFailures
{
    internal const string LockNotAvailable = "55P03";
    internal const string UndefinedObject = "42704";
    internal const string WrongState = "55000";
    internal const string CheckViolation = "23514";

    /// <summary>The failure of a call.</summary>
    /// <param name="exception">What Npgsql threw.</param>
    /// <param name="effectAskedFor">Whether a statement had been sent that makes something durable.</param>
    internal static ForeignLedgerException Translate(NpgsqlException exception, bool effectAskedFor) =>
        exception is PostgresException error
            ? new ForeignLedgerException(
                Classify(error), Describe(error), effectAskedFor && !IsCertain(error), error)
            : new ForeignLedgerException(
                IsTimeout(exception) ? ForeignFailure.TimedOut : ForeignFailure.Unreachable,
                $"the connection to the bank's database failed: {exception.Message}",
                effectAskedFor,
                exception);

    // ERROR means that the statement was undone; FATAL and PANIC end the session without a word about the statement.
    private static bool IsCertain(PostgresException error) =>
        error.InvariantSeverity == "ERROR" && error.SqlState.Length == 5 && error.SqlState[..2] is not ("08" or "XX");

    private static bool IsTimeout(NpgsqlException exception) =>
        exception.InnerException is TimeoutException
            or SocketException { SocketErrorCode: SocketError.TimedOut };

    private static ForeignFailure Classify(PostgresException error) => error.SqlState switch
    {
        LockNotAvailable => ForeignFailure.Busy,
        "57014" => ForeignFailure.TimedOut,
        // Prepared transactions are switched off: waiting does not help. Busy ones say 55000 as well and are caught
        // where they happen.
        WrongState => ForeignFailure.Rejected,
        // Transaction identifier in use by another database of the same server.
        "42710" => ForeignFailure.Rejected,
        _ => error.SqlState[..Math.Min(2, error.SqlState.Length)] switch
        {
            "08" or "57" => ForeignFailure.Unreachable,
            "40" or "53" => ForeignFailure.Busy,
            "28" or "3D" or "42" or "0A" => ForeignFailure.Rejected,
            _ => ForeignFailure.Broken,
        },
    };

    private static string Describe(PostgresException error) => error.SqlState switch
    {
        LockNotAvailable => "another operation holds the row; it is freed when that one is committed or aborted",
        WrongState => $"{error.MessageText} (max_prepared_transactions must be greater than zero)",
        "53200" => $"{error.MessageText} (is max_prepared_transactions large enough?)",
        _ => $"{error.SqlState}: {error.MessageText}",
    };
}
