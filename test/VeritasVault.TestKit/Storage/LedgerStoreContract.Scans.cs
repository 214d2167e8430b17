using VeritasVault.Storage;
using Xunit;
using static VeritasVault.TestKit.Storage.StoreSamples;

namespace VeritasVault.TestKit.Storage;

/// <content>Scans, snapshots, threads and buffers.</content>
public abstract partial class LedgerStoreContract
{
    [Fact]
    public void A_scan_is_in_the_order_of_unsigned_key_bytes()
    {
        byte[][] ascending = [[0], [0, 0], [0, 1], [1], [0x7F], [0x7F, 0xFF], [0x80], [0xFF], [0xFF, 0], [0xFF, 0xFF]];
        Store.Derive(
            new DerivedWrite([.. ascending.Reverse().Select(key => new StoreChange(StoreTable.Ids, key, [1]))]));
        for (int round = 0; round < 2; round++, Reopen())
        {
            Assert.Equal(ascending, Store.Scan(StoreTable.Ids, [], []).Select(row => row.Key));
        }
    }

    [Theory]
    [InlineData("", "", "10 20 30")]
    [InlineData("10", "30", "10 20")]
    [InlineData("11", "30", "20")]
    [InlineData("10", "3000", "10 20 30")]
    [InlineData("30", "", "30")]
    [InlineData("31", "", "")]
    [InlineData("", "10", "")]
    [InlineData("20", "20", "")]
    [InlineData("30", "10", "")]
    public void A_scan_includes_its_start_and_excludes_its_end(string from, string to, string expected)
    {
        Store.Derive(new DerivedWrite(
            [.. new byte[] { 0x10, 0x20, 0x30 }.Select(key => new StoreChange(StoreTable.Open, [key], [key]))]));
        for (int round = 0; round < 2; round++, Reopen())
        {
            IEnumerable<StoreRow> rows = Store.Scan(
                StoreTable.Open, Convert.FromHexString(from), Convert.FromHexString(to));
            Assert.Equal(expected, string.Join(' ', rows.Select(row => Convert.ToHexString(row.Key))));
        }
    }

    [Fact]
    public void A_scan_sees_the_state_at_its_start()
    {
        Store.Derive(
            new DerivedWrite([Put(StoreTable.Ids, 1, 1), Put(StoreTable.Ids, 2, 2), Put(StoreTable.Ids, 3, 3)]));
        IEnumerable<StoreRow> rows = Store.Scan(StoreTable.Ids, [], []);
        using (IEnumerator<StoreRow> scan = rows.GetEnumerator())
        {
            Assert.True(scan.MoveNext());
            Store.Derive(
                new DerivedWrite([Remove(StoreTable.Ids, 2), Put(StoreTable.Ids, 3, 9), Put(StoreTable.Ids, 4, 4)]));
            Commit(1);
            Assert.True(scan.MoveNext());
            Assert.Equal(Key(2), scan.Current.Key);
            Assert.True(scan.MoveNext());
            Assert.Equal(Bytes(3, 3), scan.Current.Value);
            Assert.False(scan.MoveNext());
        }

        // Enumerating again is another scan.
        Assert.Equal([Key(1), Key(3), Key(4)], rows.Select(row => row.Key));
        Assert.Equal([Key(1), Key(3), Key(4)], Reopen().Scan(StoreTable.Ids, [], []).Select(row => row.Key));
    }

    [Fact]
    public void Closing_the_store_ends_open_scans()
    {
        Store.Derive(new DerivedWrite([Put(StoreTable.Ids, 1, 1), Put(StoreTable.Ids, 2, 2)]));
        using IEnumerator<StoreRow> scan = Store.Scan(StoreTable.Ids, [], []).GetEnumerator();
        Assert.True(scan.MoveNext());
        Reopen();
        Assert.Throws<ObjectDisposedException>(() => scan.MoveNext());
        Assert.Equal(2, Store.Scan(StoreTable.Ids, [], []).Count());
    }

    [Fact]
    public void Buffers_are_shared_in_neither_direction()
    {
        byte[] block = Bytes(100, 1);
        byte[] key = Key(1);
        byte[] value = Bytes(5, 1);
        byte[] from = Key(1);
        Store.Commit(new BlockWrite(1, block, [new(StoreTable.Metadata, key, value)]));
        Store.Derive(new DerivedWrite([new(StoreTable.Ids, key, value)]));
        IEnumerable<StoreRow> rows = Store.Scan(StoreTable.Ids, from, []);
        foreach (byte[] buffer in new[] { block, key, value, from })
        {
            Array.Fill(buffer, (byte)0xEE);
        }

        Array.Fill(Store.ReadBlock(1)!, (byte)0xEE);
        Array.Fill(Store.Read(StoreTable.Metadata, Key(1))!, (byte)0xEE);
        StoreRow seen = Assert.Single(rows);
        Array.Fill(seen.Key, (byte)0xEE);
        Array.Fill(seen.Value, (byte)0xEE);

        for (int round = 0; round < 2; round++, Reopen())
        {
            Assert.Equal(Bytes(100, 1), Store.ReadBlock(1));
            Assert.Equal(Bytes(5, 1), Store.Read(StoreTable.Metadata, Key(1)));
            StoreRow row = Assert.Single(Store.Scan(StoreTable.Ids, [], []));
            Assert.Equal(Key(1), row.Key);
            Assert.Equal(Bytes(5, 1), row.Value);
        }
    }

    [Fact]
    public async Task Blocks_derived_rows_and_reads_may_come_from_different_threads()
    {
        const int Rounds = 200;
        ILedgerStore store = Store;
        Task blocks = Task.Run(() =>
        {
            for (int i = 1; i <= Rounds; i++)
            {
                store.Commit(new BlockWrite(i, Bytes(50, i), [Put(StoreTable.Metadata, i, 4)]));
            }
        });
        Task rows = Task.Run(() =>
        {
            for (int i = 1; i <= Rounds; i++)
            {
                store.Derive(new DerivedWrite([Put(StoreTable.Positions, 1, i), Put(StoreTable.Ids, i, 1)]));
            }
        });
        Task reads = Task.Run(() =>
        {
            while (!blocks.IsCompleted || !rows.IsCompleted)
            {
                long last = store.LastBlockNo;
                Assert.True(last == 0 || Bytes(50, (int)last).AsSpan().SequenceEqual(store.ReadBlock(last)));
                Assert.True(last == 0 || store.Read(StoreTable.Metadata, Key((int)last)) is not null);
                int[] seen = [.. store.Scan(StoreTable.Ids, [], [])
                    .Select(row => (int)System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(row.Key))];
                Assert.Equal(Enumerable.Range(1, seen.Length), seen);
            }
        });
        await Task.WhenAll(blocks, rows, reads);

        Reopen();
        Assert.Equal(Rounds, Store.LastBlockNo);
        Assert.Equal(Bytes(Rounds, 1), Store.Read(StoreTable.Positions, Key(1)));
        Assert.Equal(Rounds, Store.Scan(StoreTable.Metadata, [], []).Count());
    }
}
