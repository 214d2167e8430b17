using VeritasVault.Storage;
using Xunit;
using static VeritasVault.TestKit.Storage.StoreSamples;

namespace VeritasVault.TestKit.Storage;

/// <summary>
/// What every store promises. A store's test project derives from this class and says how to open one; each test gets a
/// place of its own and reopens it at least once.
/// </summary>
public abstract partial class LedgerStoreContract : IDisposable
{
    private ILedgerStore? _store;

    /// <summary>Opens the ledger of this test, making it the first time; called again only after the store was
    /// disposed.</summary>
    protected abstract ILedgerStore Open();

    protected ILedgerStore Store => _store ??= Open();

    protected ILedgerStore Reopen()
    {
        _store?.Dispose();
        _store = null;
        return Store;
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _store?.Dispose();
        _store = null;
    }

    [Fact]
    public void A_new_ledger_has_no_blocks_and_no_rows()
    {
        for (int round = 0; round < 2; round++, Reopen())
        {
            Assert.Equal(0, Store.LastBlockNo);
            Assert.Null(Store.ReadBlock(1));
            foreach (StoreTable table in Enum.GetValues<StoreTable>())
            {
                Assert.Null(Store.Read(table, Key(1)));
                Assert.Empty(Store.Scan(table, [], []));
            }
        }
    }

    [Fact]
    public void Blocks_come_back_as_they_were_written()
    {
        // Around the sizes at which a store may choose another way to keep a value.
        int[] sizes = [1, 7, 4095, 4096, 4097, 70_000, 3_000_000];
        for (int i = 0; i < sizes.Length; i++)
        {
            Store.Commit(new BlockWrite(i + 1, Bytes(sizes[i], i), []));
        }

        for (int round = 0; round < 2; round++, Reopen())
        {
            Assert.Equal(sizes.Length, Store.LastBlockNo);
            for (int i = 0; i < sizes.Length; i++)
            {
                Assert.Equal(Bytes(sizes[i], i), Store.ReadBlock(i + 1));
            }
        }
    }

    [Fact]
    public void Any_part_of_a_block_is_what_the_whole_has_there_and_beyond_its_end_is_damage()
    {
        // Around the sizes at which a store may cut a value.
        int[] sizes = [1, 16_379, 16_380, 16_381, 32_764, 32_765, 70_000];
        for (int i = 0; i < sizes.Length; i++)
        {
            Store.Commit(new BlockWrite(i + 1, Bytes(sizes[i], i), []));
        }

        for (int round = 0; round < 2; round++, Reopen())
        {
            for (int i = 0; i < sizes.Length; i++)
            {
                byte[] whole = Bytes(sizes[i], i);
                foreach (int offset in (int[])[0, 1, 16_378, 16_379, 16_380, 16_384, 32_763, sizes[i] - 1, sizes[i]])
                {
                    for (int length = 0; offset + length <= whole.Length; length = length < 2 ? length + 1 : length * 3)
                    {
                        byte[] part = new byte[length];
                        Assert.True(Store.ReadBlock(i + 1, offset, part));
                        Assert.Equal(whole[offset..(offset + length)], part);
                    }
                }

                StoreException beyond = Assert.Throws<StoreException>(
                    () => Store.ReadBlock(i + 1, whole.Length - 1, new byte[2]));
                Assert.Equal(StoreFailure.Corrupt, beyond.Failure);
            }

            Assert.False(Store.ReadBlock(sizes.Length + 1, 0, new byte[1]));
            Assert.False(Store.ReadBlock(0, 0, new byte[1]));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void A_block_that_is_not_there_is_null(long blockNo)
    {
        Commit(1);
        Commit(2);
        Assert.Null(Store.ReadBlock(blockNo));
        Assert.Null(Reopen().ReadBlock(blockNo));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(-1)]
    public void A_block_out_of_turn_is_refused_and_the_store_goes_on(long blockNo)
    {
        Commit(1);
        Commit(2);
        Assert.Throws<InvalidOperationException>(() => Store.Commit(new BlockWrite(blockNo, Bytes(10, 1), [])));
        Assert.Equal(2, Store.LastBlockNo);
        Commit(3);
        Assert.Equal(3, Reopen().LastBlockNo);
    }

    [Fact]
    public void What_is_written_alongside_a_block_appears_with_it()
    {
        Store.Commit(new BlockWrite(1, Bytes(10, 1), [Put(StoreTable.Metadata, 1, 5), Put(StoreTable.Metadata, 2, 0)]));
        Store.Commit(new BlockWrite(2, Bytes(10, 2), [Remove(StoreTable.Metadata, 1)]));
        for (int round = 0; round < 2; round++, Reopen())
        {
            Assert.Null(Store.Read(StoreTable.Metadata, Key(1)));
            Assert.Empty(Store.Read(StoreTable.Metadata, Key(2))!);
        }
    }

    [Fact]
    public void A_refused_block_leaves_nothing_of_itself()
    {
        StoreChange tooLong = new(StoreTable.Metadata, new byte[StoreLimits.KeyBytesMax + 1], []);
        Assert.Throws<ArgumentException>(
            () => Store.Commit(new BlockWrite(1, Bytes(10, 1), [Put(StoreTable.Metadata, 1, 5), tooLong])));
        for (int round = 0; round < 2; round++, Reopen())
        {
            Assert.Equal(0, Store.LastBlockNo);
            Assert.Null(Store.Read(StoreTable.Metadata, Key(1)));
        }
    }

    [Fact]
    public void Keys_and_values_outside_the_limits_are_refused()
    {
        StoreChange[] wrong =
        [
            new(StoreTable.Ids, [], []),
            new(StoreTable.Ids, new byte[StoreLimits.KeyBytesMax + 1], []),
            new(StoreTable.Ids, Key(1), new byte[StoreLimits.ValueBytesMax + 1]),
            new((StoreTable)StoreLimits.Tables, Key(1), []),
        ];
        foreach (StoreChange change in wrong)
        {
            Assert.ThrowsAny<ArgumentException>(
                () => Store.Derive(new DerivedWrite([Put(StoreTable.Ids, 1, 1), change])));
        }

        Assert.ThrowsAny<ArgumentException>(() => Store.Commit(new BlockWrite(1, ReadOnlyMemory<byte>.Empty, [])));
        Assert.ThrowsAny<ArgumentException>(() => Store.Read(StoreTable.Ids, []));
        Assert.Null(Reopen().Read(StoreTable.Ids, Key(1)));
    }

    [Fact]
    public void Keys_and_values_at_the_limits_are_kept()
    {
        byte[] longest = Bytes(StoreLimits.KeyBytesMax, 3);
        byte[] biggest = Bytes(StoreLimits.ValueBytesMax, 4);
        Store.Derive(new DerivedWrite([new(StoreTable.Ids, longest, biggest), new(StoreTable.Ids, [0], [])]));
        for (int round = 0; round < 2; round++, Reopen())
        {
            Assert.Equal(biggest, Store.Read(StoreTable.Ids, longest));
            Assert.Empty(Store.Read(StoreTable.Ids, [0])!);
        }
    }

    [Fact]
    public void In_one_derived_write_the_later_change_of_a_key_wins()
    {
        Store.Derive(new DerivedWrite(
        [
            Put(StoreTable.Positions, 1, 1), Remove(StoreTable.Positions, 1),
            Put(StoreTable.Positions, 2, 1), Put(StoreTable.Positions, 2, 9),
            Remove(StoreTable.Positions, 3), Put(StoreTable.Positions, 3, 3),
        ]));
        for (int round = 0; round < 2; round++, Reopen())
        {
            Assert.Null(Store.Read(StoreTable.Positions, Key(1)));
            Assert.Equal(Bytes(9, 2), Store.Read(StoreTable.Positions, Key(2)));
            Assert.Equal(Bytes(3, 3), Store.Read(StoreTable.Positions, Key(3)));
        }
    }

    [Fact]
    public void Removing_what_is_not_there_is_no_error()
    {
        Store.Derive(new DerivedWrite([Remove(StoreTable.Open, 1)]));
        Store.Derive(new DerivedWrite([]));
        Assert.Empty(Reopen().Scan(StoreTable.Open, [], []));
    }

    [Fact]
    public void Tables_do_not_see_each_others_keys()
    {
        StoreTable[] tables = Enum.GetValues<StoreTable>();
        Store.Derive(new DerivedWrite([.. tables.Select((table, i) => new StoreChange(table, Key(1), [(byte)i]))]));
        Reopen();
        for (int i = 0; i < tables.Length; i++)
        {
            Assert.Equal((byte)i, Assert.Single(Store.Read(tables[i], Key(1))!));
            Assert.Equal([(byte)i], Assert.Single(Store.Scan(tables[i], [], [])).Value);
        }
    }

    [Fact]
    public void Flush_and_close_keep_everything()
    {
        Store.Derive(new DerivedWrite([Put(StoreTable.Ids, 1, 1)]));
        Store.Flush();
        Store.Derive(new DerivedWrite([Put(StoreTable.Ids, 2, 2)]));
        Assert.Equal([Key(1), Key(2)], Reopen().Scan(StoreTable.Ids, [], []).Select(row => row.Key));
    }

    [Fact]
    public void A_closed_store_answers_nothing()
    {
        Commit(1);
        ILedgerStore closed = Store;
        Reopen();
        Assert.Throws<ObjectDisposedException>(() => closed.ReadBlock(1));
        Assert.Throws<ObjectDisposedException>(() => closed.Read(StoreTable.Ids, Key(1)));
        Assert.Throws<ObjectDisposedException>(() => closed.Scan(StoreTable.Ids, [], []).ToList());
        Assert.Throws<ObjectDisposedException>(() => closed.Commit(new BlockWrite(2, Bytes(1, 1), [])));
        Assert.Throws<ObjectDisposedException>(() => closed.Derive(new DerivedWrite([])));
        Assert.Throws<ObjectDisposedException>(closed.Flush);
        closed.Dispose();
        Assert.Equal(1, Store.LastBlockNo);
    }

    [Fact]
    public void An_open_ledger_cannot_be_opened_again()
    {
        Commit(1);
        Assert.Equal(StoreFailure.Locked, Assert.Throws<StoreException>(() => Open()).Failure);
        Commit(2);
        Assert.Equal(2, Reopen().LastBlockNo);
    }

    protected void Commit(long blockNo) => Store.Commit(new BlockWrite(blockNo, Bytes(100, (int)blockNo), []));
}
