using VeritasVault.TestKit.Storage;

namespace VeritasVault.Storage.Tests;

public sealed class MemoryLedgerStoreContractTests : LedgerStoreContract
{
    private MemoryDisk _disk = new();

    protected override int Sequences => 2000;

    protected override ILedgerStore Open() => MemoryLedgerStore.Open(_disk);

    protected override void StartOver() => _disk = new MemoryDisk();
}
