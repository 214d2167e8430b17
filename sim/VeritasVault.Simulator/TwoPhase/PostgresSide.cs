using Npgsql;
using VeritasVault.External;
using VeritasVault.External.Postgres;

namespace VeritasVault.Simulator.TwoPhase;

/// <summary>A bank in PostgreSQL.</summary>
internal sealed class PostgresSide : IBankSide
{
    private readonly NpgsqlDataSource _source;

    public PostgresSide(string connection)
    {
        _source = NpgsqlDataSource.Create(connection);
        Ledger = new PostgresLedger(_source);
    }

    public IExternalLedger Ledger { get; }

    public async Task<Int128> BalanceOfAsync(int trader) => await new PostgresBank(_source).BalanceOfAsync(
        TwoPhaseWorld.AtBank(trader), TwoPhaseWorld.Euro, CancellationToken.None) ?? 0;

    public async Task<int> LeftoversAsync()
    {
        await using var prepared = _source.CreateCommand("SELECT count(*) FROM pg_prepared_xacts");
        return (int)(long)(await prepared.ExecuteScalarAsync())!;
    }

    public Task<IReadOnlyList<string>> FaultsAsync(int trades) => Task.FromResult<IReadOnlyList<string>>([]);

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
