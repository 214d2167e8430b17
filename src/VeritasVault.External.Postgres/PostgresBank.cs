using System.Numerics;
using Npgsql;
using VeritasVault.Core;

namespace VeritasVault.External.Postgres;

/// <summary>The tables of a bank that <see cref="PostgresLedger"/> settles on, and what its own people do
/// there.</summary>
public sealed class PostgresBank(NpgsqlDataSource source)
{
    // The lock keeps two creators from tripping over each other: "if not exists" alone does not.
    private const string Schema = """
        SELECT pg_advisory_xact_lock(8520746018);
        CREATE TABLE IF NOT EXISTS veritas_balance (
            account text COLLATE "C" NOT NULL,
            asset text COLLATE "C" NOT NULL,
            balance numeric(39) NOT NULL,
            floor numeric(39),
            PRIMARY KEY (account, asset),
            CONSTRAINT veritas_balance_floor CHECK (balance >= floor),
            CONSTRAINT veritas_balance_range CHECK (abs(balance) <= 170141183460469231731687303715884105727)
        );
        CREATE TABLE IF NOT EXISTS veritas_operation (
            id text COLLATE "C" PRIMARY KEY CHECK (length(id) <= 64),
            state text NOT NULL CHECK (state IN ('committed', 'aborted', 'refused')),
            code text NOT NULL DEFAULT '',
            transfers text,
            at timestamptz NOT NULL DEFAULT now()
        );
        """;

    /// <summary>Creates the tables where they are missing.</summary>
    public async Task CreateSchemaAsync(CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var ending = transaction.ConfigureAwait(false);
        var create = new NpgsqlCommand(Schema, connection, transaction);
        await using var disposing = create.ConfigureAwait(false);
        await create.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Opens an account for an asset or, when it is there, sets its balance and floor.</summary>
    /// <param name="account">The account.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="balance">What it holds.</param>
    /// <param name="floor">The least it may hold; <see langword="null"/> for no bound.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task SetBalanceAsync(
        AccountId account, AssetId asset, Int128 balance, Int128? floor, CancellationToken cancellationToken)
    {
        var command = source.CreateCommand("""
            INSERT INTO veritas_balance (account, asset, balance, floor) VALUES ($1, $2, $3, $4)
            ON CONFLICT (account, asset) DO UPDATE SET balance = excluded.balance, floor = excluded.floor
            """);
        await using var disposing = command.ConfigureAwait(false);
        command.Parameters.Add(new() { Value = account.Value });
        command.Parameters.Add(new() { Value = asset.Value });
        command.Parameters.Add(new() { Value = (BigInteger)balance });
        command.Parameters.Add(new()
        {
            Value = floor is { } bound ? (BigInteger)bound : DBNull.Value,
            NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Numeric,
        });
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What an account holds for good; prepared operations do not show. <see langword="null"/> when there is
    /// no such account.</summary>
    public async Task<Int128?> BalanceOfAsync(AccountId account, AssetId asset, CancellationToken cancellationToken)
    {
        var command = source.CreateCommand("SELECT balance FROM veritas_balance WHERE account = $1 AND asset = $2");
        await using var disposing = command.ConfigureAwait(false);
        command.Parameters.Add(new() { Value = account.Value });
        command.Parameters.Add(new() { Value = asset.Value });
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        return await reader.ReadAsync(cancellationToken).ConfigureAwait(false)
            ? (Int128)await reader.GetFieldValueAsync<BigInteger>(0, cancellationToken).ConfigureAwait(false)
            : null;
    }
}
