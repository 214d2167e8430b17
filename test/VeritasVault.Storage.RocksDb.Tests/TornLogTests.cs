using VeritasVault.TestKit.Storage;
using Xunit;

namespace VeritasVault.Storage.RocksDb.Tests;

/// <summary>A log that ends in the middle of a record, as a loss of power leaves it.</summary>
public sealed class TornLogTests : IDisposable
{
    private const int Blocks = 12;

    private readonly TemporaryDirectory _directory = new();
    private readonly string _ledger;
    private readonly string _log;

    public TornLogTests()
    {
        _ledger = _directory["ledger"];
        using RocksDbLedgerStore store = SmallLedger.Open(_ledger);
        for (int i = 0; i < Blocks; i++)
        {
            SmallLedger.CommitNext(store);
        }

        _log = Path.GetFileName(Assert.Single(Directory.EnumerateFiles(_ledger, "*.log")));
    }

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(5000)]
    [InlineData(9000)]
    public void A_torn_last_record_is_the_only_one_lost_and_the_ledger_goes_on(int bytesMissing)
    {
        string log = Path.Combine(_ledger, _log);
        using (FileStream file = new(log, FileMode.Open, FileAccess.Write))
        {
            file.SetLength(file.Length - bytesMissing);
        }

        using (RocksDbLedgerStore store = SmallLedger.OpenExisting(_ledger))
        {
            Assert.Equal(Blocks - 1, SmallLedger.MustBeWhole(store));
            SmallLedger.CommitNext(store);
        }

        using RocksDbLedgerStore reopened = SmallLedger.OpenExisting(_ledger);
        Assert.Equal(Blocks, SmallLedger.MustBeWhole(reopened));
    }

    [Fact]
    public void A_log_cut_anywhere_opens_with_the_blocks_before_the_cut()
    {
        byte[] whole = File.ReadAllBytes(Path.Combine(_ledger, _log));
        long lastBefore = 0;
        for (int length = 0; length <= whole.Length; length += Math.Min(1777, Math.Max(1, whole.Length - length)))
        {
            string copy = _directory["copy"];
            CopyLedger(copy);
            File.WriteAllBytes(Path.Combine(copy, _log), whole[..length]);
            using (RocksDbLedgerStore store = SmallLedger.OpenExisting(copy))
            {
                long last = SmallLedger.MustBeWhole(store);
                Assert.True(last >= lastBefore);
                lastBefore = last;
            }

            Directory.Delete(copy, recursive: true);
        }

        Assert.Equal(Blocks, lastBefore);
    }

    private void CopyLedger(string copy)
    {
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.EnumerateFiles(_ledger))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }
    }
}
