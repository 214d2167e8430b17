using VeritasVault.TestKit.Storage;

namespace VeritasVault.Storage.RocksDb.Tests;

public sealed class RocksDbLedgerStoreContractTests : LedgerStoreContract
{
    private TemporaryDirectory _directory = new();

    protected override int Sequences => 20;

    protected override ILedgerStore Open() => SmallLedger.Open(_directory["ledger"]);

    protected override void StartOver()
    {
        _directory.Dispose();
        _directory = new TemporaryDirectory();
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _directory.Dispose();
    }
}
