using VeritasVault.TestKit.Storage;
using Xunit;

namespace VeritasVault.Storage.RocksDb.Tests;

public sealed class LockTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_second_instance_cannot_open_the_ledger()
    {
        using (RocksDbLedgerStore first = SmallLedger.Open(_directory.Path))
        {
            MustBeLocked();
            SmallLedger.CommitNext(first);
        }

        using RocksDbLedgerStore second = SmallLedger.Open(_directory.Path);
        Assert.Equal(1, SmallLedger.MustBeWhole(second));
    }

    [Fact]
    public void A_second_process_cannot_open_the_ledger_until_the_first_one_died()
    {
        using StoreChild child = StoreChild.Start(_directory.Path, StoreChild.Hold);
        Assert.Equal(0, child.Acknowledged());
        MustBeLocked();
        child.Kill();
        using RocksDbLedgerStore store = SmallLedger.Open(_directory.Path);
        Assert.Equal(0, store.LastBlockNo);
    }

    [Fact]
    public void The_lock_of_the_database_itself_is_recognised_too()
    {
        using RocksDbLedgerStore first = SmallLedger.Open(_directory.Path);
        File.Delete(_directory[LedgerDirectory.Lock]);
        MustBeLocked();
    }

    private void MustBeLocked()
    {
        StoreException refusal = Assert.Throws<StoreException>(() => SmallLedger.Open(_directory.Path));
        Assert.Equal(StoreFailure.Locked, refusal.Failure);
        Assert.Contains(_directory.Path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("close the other program", refusal.Message, StringComparison.Ordinal);
    }
}
