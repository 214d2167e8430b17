using VeritasVault.Core;
using VeritasVault.Storage;
using VeritasVault.Storage.RocksDb;
using Xunit;

namespace VeritasVault.External.Tests;

/// <summary>The contract against a whole ledger, whose operations a participant or the operator coordinates.</summary>
public abstract class VeritasLedgerContract : HoldingLedgerContract
{
    private VeritasSide _side = null!;

    protected abstract ILedgerStore Store();

    protected virtual ActorId Coordinator => VeritasSide.Coordinator;

    protected override async Task<IExternalLedger> OpenAsync()
    {
        _side = await VeritasSide.OpenAsync(Store());
        return _side.Adapter(Coordinator);
    }

    protected override Task SetBalanceAsync(AccountId account, AssetId asset, Int128 balance) =>
        _side.SetBalanceAsync(account, asset, balance);

    protected override Task<Int128> BalanceOfAsync(AccountId account, AssetId asset) =>
        Task.FromResult(_side.BalanceOf(account, asset));

    // Whatever a test did, the history must be what the state says.
    protected override async ValueTask CloseAsync()
    {
        var report = await _side.Ledger.AuditAsync(cancellationToken: Token);
        await _side.DisposeAsync();
        Assert.True(report.Passed, report.FirstDifference);
    }
}

public sealed class VeritasMemoryLedgerTests : VeritasLedgerContract
{
    protected override ILedgerStore Store() => MemoryLedgerStore.Open(new MemoryDisk());
}

public sealed class VeritasOperatorLedgerTests : VeritasLedgerContract
{
    protected override int Sequences => 40;

    protected override ActorId Coordinator => VeritasSide.Operator;

    protected override ILedgerStore Store() => MemoryLedgerStore.Open(new MemoryDisk());
}

public sealed class VeritasRocksDbLedgerTests : VeritasLedgerContract
{
    private readonly string _directory = Directory.CreateTempSubdirectory("veritas-test-").FullName;

    protected override int Sequences => 20;

    protected override ILedgerStore Store() => RocksDbLedgerStore.Open(_directory);

    protected override async ValueTask CloseAsync()
    {
        await base.CloseAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
