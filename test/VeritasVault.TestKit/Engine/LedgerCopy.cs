using VeritasVault.Core;
using VeritasVault.Engine;
using VeritasVault.Proofs;
using VeritasVault.Storage;

namespace VeritasVault.TestKit.Engine;

/// <summary>
/// All that a store holds, in the open: to damage it, to forge it with hashes that fit again, and to lay it on a fresh
/// disk.
/// </summary>
internal sealed class LedgerCopy
{
    private LedgerCopy(List<byte[]> blocks, List<StoreChange> rows)
    {
        Blocks = blocks;
        Rows = rows;
    }

    /// <summary>The blocks in their order; the first has number 1.</summary>
    public List<byte[]> Blocks { get; }

    /// <summary>The rows of all tables.</summary>
    public List<StoreChange> Rows { get; }

    public static LedgerCopy Of(MemoryDisk disk)
    {
        using var store = MemoryLedgerStore.Open(disk);
        var blocks = new List<byte[]>();
        for (var blockNo = 1; blockNo <= store.LastBlockNo; blockNo++)
        {
            blocks.Add(store.ReadBlock(blockNo)!);
        }

        var rows = Enum.GetValues<StoreTable>().SelectMany(
            table => store.Scan(table, [0], []).Select(row => new StoreChange(table, row.Key, row.Value)));
        return new LedgerCopy(blocks, [.. rows]);
    }

    /// <summary>A disk that holds this copy.</summary>
    public MemoryDisk ToDisk()
    {
        var disk = new MemoryDisk();
        using var store = MemoryLedgerStore.Open(disk);
        for (var i = 0; i < Blocks.Count; i++)
        {
            store.Commit(new BlockWrite(i + 1, Blocks[i], []));
        }

        store.Derive(new DerivedWrite(Rows));
        store.Flush();
        return disk;
    }

    /// <summary>Takes the derived rows away, as if they had never become durable; metadata stays.</summary>
    public LedgerCopy WithoutDerivedRows()
    {
        Rows.RemoveAll(row => row.Table != StoreTable.Metadata);
        return this;
    }

    /// <summary>Gives each id of the index a row of its own, which is as good an index.</summary>
    public LedgerCopy WithSingleIds()
    {
        foreach (var kind in new[] { IdKind.Settlements, IdKind.Commands })
        {
            var runs = Rows.FindAll(row => row.Table == StoreTable.Ids && row.Key[0] == kind.Run);
            Rows.RemoveAll(runs.Contains);
            Rows.AddRange(runs.SelectMany(run => IdRun.All(run.Value)).Select(one => new StoreChange(
                StoreTable.Ids,
                IdEntry.KeyOf(kind.Single, one.Id),
                one.Entry.Encode(new ByteWriter()).ToArray())));
        }

        return this;
    }

    /// <summary>
    /// Lets a forger who has the ledger's key at every settlement record, writes all blocks anew, with entries and
    /// checkpoints that fit the forged records, and chains them by right hashes. What the records name is not changed,
    /// so the original state serves to read and write them.
    /// </summary>
    public LedgerCopy Forge(Action<SettlementRecord> forger)
    {
        var state = new LedgerState();
        var reader = new RecordReader(state);
        var log = new LogBuilder(state, new MerkleFrontier(Sha256Hasher.Instance), Sha256Hasher.Instance);
        var hash = default(Hash256);
        var firstEvent = 1L;
        for (var i = 0; i < Blocks.Count; i++)
        {
            var header = BlockFormat.Read(Blocks[i]);
            var body = new ByteReader(BlockFormat.Body(Blocks[i]));
            reader.Shared = BlockFormat.Shared(Blocks[i]);
            var forged = new Block();
            log.Open();
            for (var j = 0; j < header.RecordCount; j++)
            {
                var at = body.Offset;
                var record = reader.Read(ref body, header.FirstRecordNo + j, header.BaseTime, withBody: true);
                if (record is SettlementRecord settlement)
                {
                    forger(settlement);
                }

                var start = forged.Body.Length + RecordWriter.LengthSize;
                forged.Append(record, i + 1, firstEvent);
                firstEvent += RecordEvents.CountOf(record);

                // The state goes on by the true record: the forged one need not make sense.
                var truth = new ByteReader(BlockFormat.Body(Blocks[i])[at..]);
                var original = new RecordReader(state) { Shared = reader.Shared }.Read(
                    ref truth, header.FirstRecordNo + j, header.BaseTime, withBody: true);
                log.Add(record, forged.Body[start..], i + 1, _ => state.Apply(original));
            }

            var tail = log.Close(i + 1);
            forged.CloseBody();
            forged.AppendLog(log.Leaves, tail, new LogKeys(LedgerRig.Key).Sign(tail.Checkpoint, default, default));

            hash = forged.Seal(hash);
            Blocks[i] = forged.Bytes.ToArray();
        }

        return this;
    }
}
