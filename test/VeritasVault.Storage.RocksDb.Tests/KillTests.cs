using VeritasVault.TestKit.Storage;
using Xunit;

namespace VeritasVault.Storage.RocksDb.Tests;

public sealed class KillTests
{
    [Fact]
    public void Kill_minus_nine_loses_no_acknowledged_block()
    {
        using TemporaryDirectory directory = new();
        long acknowledged = 0;

        // The same ledger is killed again and again, after few and after many blocks since it was opened.
        foreach (int blocks in new[] { 1, 2, 60, 3, 150, 1, 25 })
        {
            acknowledged = KillAfter(blocks, directory.Path);
            using RocksDbLedgerStore store = SmallLedger.OpenExisting(directory.Path);
            long last = SmallLedger.MustBeWhole(store);

            // One block more than was acknowledged may have become durable before the kill.
            Assert.InRange(last, acknowledged, acknowledged + 1);
        }

        Assert.True(acknowledged >= 1 + 2 + 60 + 3 + 150 + 1 + 25);
    }

    /// <summary>The last block that a process acknowledged which was killed soon after so many blocks.</summary>
    private static long KillAfter(int blocks, string directory)
    {
        using StoreChild child = StoreChild.Start(directory, StoreChild.Write);
        long acknowledged = 0;
        for (int i = 0; i < blocks; i++)
        {
            acknowledged = child.Acknowledged()
                ?? throw new InvalidOperationException("The writing process ended by itself.");
        }

        child.Kill();
        while (child.Acknowledged() is { } more)
        {
            acknowledged = more;
        }

        return acknowledged;
    }
}
