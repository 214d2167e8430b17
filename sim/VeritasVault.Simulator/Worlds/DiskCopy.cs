using VeritasVault.Storage;

namespace VeritasVault.Simulator;

/// <summary>A backup: all that a store held at one moment.</summary>
internal sealed class DiskCopy
{
    private readonly List<byte[]> _blocks = [];
    private readonly List<StoreChange> _rows = [];

    private DiskCopy()
    {
    }

    public long LastBlockNo => _blocks.Count;

    public static DiskCopy Of(ILedgerStore store)
    {
        var copy = new DiskCopy();
        for (long blockNo = 1; blockNo <= store.LastBlockNo; blockNo++)
        {
            copy._blocks.Add(store.ReadBlock(blockNo) ?? []);
        }

        foreach (var table in Enum.GetValues<StoreTable>())
        {
            copy._rows.AddRange(
                store.Scan(table, [0], []).Select(row => new StoreChange(table, row.Key, row.Value)));
        }

        return copy;
    }

    /// <summary>A disk that holds the copy.</summary>
    public MemoryDisk Restore()
    {
        var disk = new MemoryDisk();
        using var store = MemoryLedgerStore.Open(disk);
        for (var i = 0; i < _blocks.Count; i++)
        {
            store.Commit(new BlockWrite(i + 1, _blocks[i], []));
        }

        store.Derive(new DerivedWrite(_rows));
        store.Flush();
        return disk;
    }
}
