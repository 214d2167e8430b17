using Npgsql;
using VeritasVault.Core;

namespace VeritasVault.External.Postgres;

/// <summary>
/// A bank in PostgreSQL as a foreign ledger with binding holds. Needs the tables of <see cref="PostgresBank"/> and
/// <c>max_prepared_transactions</c> greater than the operations open at once.
/// </summary>
/// <remarks>
/// <para>A prepared operation is a prepared transaction named <c>veritas-OPERATION</c>, which has moved the money and
/// written the operation's row with the state <c>committed</c>. Nobody sees either before COMMIT PREPARED; from then on
/// everybody sees both. So the row that is read is always true: no step lies between moving and saying so.</para>
/// <para>What the prepared transaction holds is locked: a second operation on one of its two accounts is answered with
/// <see cref="ForeignFailure.Busy"/> until it ends.</para>
/// </remarks>
public sealed partial class PostgresLedger : IExternalLedger
{
    private readonly NpgsqlDataSource _source;
    private readonly PostgresLedgerOptions _options;

    /// <summary>Creates the adapter; the data source stays its owner's. Its role must own what it prepares: PostgreSQL
    /// lets only the same role, or a superuser, finish a prepared transaction.</summary>
    public PostgresLedger(NpgsqlDataSource source, PostgresLedgerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        _source = source;
        _options = options ?? new PostgresLedgerOptions();
        _options.Validate();
    }

    /// <inheritdoc />
    public LedgerCapabilities Capabilities => LedgerCapabilities.Binding;

    /// <summary>Told of every step; an exception ends the call there.</summary>
    internal Func<PostgresStep, Task>? At { get; init; }

    /// <inheritdoc />
    public Task<ForeignReply> PrepareAsync(ForeignOperation operation, CancellationToken cancellationToken) =>
        RunAsync(session => PrepareAsync(session, operation, cancellationToken), cancellationToken);

    /// <inheritdoc />
    public Task<ForeignReply> CommitAsync(ForeignOperation operation, CancellationToken cancellationToken) =>
        RunAsync(session => CommitAsync(session, operation.Id, cancellationToken), cancellationToken);

    /// <inheritdoc />
    public Task<ForeignReply> AbortAsync(ForeignOperation operation, CancellationToken cancellationToken) =>
        RunAsync(session => AbortAsync(session, operation.Id, cancellationToken), cancellationToken);

    /// <inheritdoc />
    public Task<ForeignReply> QueryAsync(OperationId id, CancellationToken cancellationToken) =>
        RunAsync(session => AnswerAsync(session, id, operation: null, cancellationToken), cancellationToken);

    private async Task<ForeignReply> RunAsync(Func<PostgresSession, Task<ForeignReply>> call, CancellationToken token)
    {
        // Npgsql rolls back what is open when it takes a connection back.
        var session = await OpenAsync(token).ConfigureAwait(false);
        await using var closing = session.ConfigureAwait(false);
        try
        {
            await session.SetUpAsync(token).ConfigureAwait(false);
            await ReachAsync(PostgresStep.Connected).ConfigureAwait(false);
            return await call(session).ConfigureAwait(false);
        }
        catch (NpgsqlException exception)
        {
            throw PostgresFailures.Translate(exception, session.EffectAskedFor);
        }
    }

    private async Task<PostgresSession> OpenAsync(CancellationToken token)
    {
        try
        {
            return new PostgresSession(await _source.OpenConnectionAsync(token).ConfigureAwait(false));
        }
        catch (NpgsqlException exception)
        {
            throw PostgresFailures.Translate(exception, effectAskedFor: false);
        }
    }

    private Task ReachAsync(PostgresStep step) => At?.Invoke(step) ?? Task.CompletedTask;

    private static string Gid(OperationId id) => $"'veritas-{id}'";

    private static ForeignLedgerException Busy(string text, PostgresSession session) =>
        new(ForeignFailure.Busy, text, session.EffectAskedFor);
}
