using VeritasVault.Core;
using VeritasVault.External.Postgres;
using Xunit;

namespace VeritasVault.External.Tests;

[Collection(PostgresServer.Collection)]
public sealed class PostgresLedgerTests(PostgresServer server) : HoldingLedgerContract
{
    private PostgresBank _bank = null!;

    protected override int Sequences => 40;

    protected override async Task<IExternalLedger> OpenAsync()
    {
        await server.RequireAsync();
        await server.RollBackAllAsync();
        _bank = new PostgresBank(server.Source);
        return new PostgresLedger(server.Source, new PostgresLedgerOptions { LockWaitMsMax = 100 });
    }

    protected override Task SetBalanceAsync(AccountId account, AssetId asset, Int128 balance) =>
        _bank.SetBalanceAsync(account, asset, balance, 0, Token);

    protected override async Task<Int128> BalanceOfAsync(AccountId account, AssetId asset) =>
        (await _bank.BalanceOfAsync(account, asset, Token))!.Value;
}
