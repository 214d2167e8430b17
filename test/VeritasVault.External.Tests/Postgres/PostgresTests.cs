using VeritasVault.External.Postgres;
using Xunit;

namespace VeritasVault.External.Tests;

/// <summary>What the tests of the PostgreSQL adapter share.</summary>
[Collection(PostgresServer.Collection)]
public abstract class PostgresTests(PostgresServer server) : IAsyncLifetime
{
    private static int _last = 1_000_000;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected PostgresServer Server => server;

    protected PostgresBank Bank => new(server.Source);

    public virtual async ValueTask InitializeAsync()
    {
        await server.RequireAsync();
        await server.RollBackAllAsync();
    }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return default;
    }

    private protected PostgresLedger Open(int lockWaitMsMax = 100) => Open(at: null, lockWaitMsMax);

    /// <summary>A ledger that runs something when it reaches a step.</summary>
    private protected PostgresLedger Open(Func<PostgresStep, Task> at) => Open(at, lockWaitMsMax: 100);

    protected async Task<ForeignOperation> NewOperationAsync(Int128 balance, Int128 quantity)
    {
        var operation = Samples.Operation(Interlocked.Increment(ref _last), quantity);
        await Bank.SetBalanceAsync(operation.From, operation.Asset, balance, 0, Token);
        await Bank.SetBalanceAsync(operation.To, operation.Asset, 0, 0, Token);
        return operation;
    }

    protected async Task MustHoldAsync(ForeignOperation operation, Int128 payer, Int128 payee)
    {
        Assert.Equal(payer, await Bank.BalanceOfAsync(operation.From, operation.Asset, Token));
        Assert.Equal(payee, await Bank.BalanceOfAsync(operation.To, operation.Asset, Token));
    }

    private PostgresLedger Open(Func<PostgresStep, Task>? at, int lockWaitMsMax) =>
        new(server.Source, new PostgresLedgerOptions { LockWaitMsMax = lockWaitMsMax }) { At = at };
}
