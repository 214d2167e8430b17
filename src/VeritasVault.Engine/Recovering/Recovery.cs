using VeritasVault.Core;
using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>What an opened ledger starts from.</summary>
/// <param name="Core">The writer's state at the last durable block.</param>
/// <param name="Projection">The readers' state at the same block.</param>
/// <param name="Log">The commit lane's state and the log's right edge at the same block.</param>
internal sealed record Recovered(LedgerCore Core, Projection Projection, LogWriter Log);

/// <summary>
/// Opens a history: load the derived tables, then apply the blocks after them by the same step that applied them first.
/// Nobody is asked again, nothing is decided again.
/// </summary>
internal static class Recovery
{
    /// <exception cref="LedgerException">The stored history contradicts itself.</exception>
    public static Recovered Run(
        ILedgerStore store, DurableBlocks durable, LogKeys keys, ISignatureRule rule, int derivedRecordsMax)
    {
        try
        {
            var core = new LedgerCore(Snapshot.Load(store).State, rule: rule);
            var projection = new Projection(store, durable, Snapshot.Load(store));
            CheckMark(store, projection);
            var log = new LogWriter(Snapshot.Load(store).State, projection.Tiles.Frontier(), keys);
            var reader = new RecordReader(core.State);
            for (var blockNo = projection.BlockNo + 1; blockNo <= store.LastBlockNo; blockNo++)
            {
                var block = store.ReadBlock(blockNo) ?? throw new RecordFormatException($"block {blockNo} is missing");
                projection.Apply(block);
                Replay(core, reader, block);
                log.Replay(block, isLast: blockNo == store.LastBlockNo);
                if (projection.PendingRecords >= derivedRecordsMax)
                {
                    FlushIfThereIsRoom(projection);
                }
            }

            if (Conservation.FirstViolation(core.State) is { } asset)
            {
                throw new RecordFormatException($"the balances of {asset} do not sum to zero");
            }

            core.Rebuild(core.State.LastTime);
            core.Waiting.CloseBlock();
            return new Recovered(core, projection, log);
        }
        catch (Exception error) when (Damage.ShowsIn(error))
        {
            throw new LedgerException(
                LedgerFailure.Corrupt,
                $"the stored history contradicts itself, restore a backup: {error.Message}",
                error);
        }
    }

    // The mark names the block the tables stand at. A history that ends before it was cut short; another block in its
    // place was never the one applied.
    private static void CheckMark(ILedgerStore store, Projection projection)
    {
        if (projection.BlockNo == 0)
        {
            return;
        }

        var block = store.ReadBlock(projection.BlockNo)
            ?? throw new RecordFormatException(
                $"block {projection.BlockNo} is missing, the derived tables stand there");
        BlockFormat.Read(block);
        if (BlockFormat.HashIn(block) != projection.BlockHash)
        {
            throw new RecordFormatException($"block {projection.BlockNo} is not the one the derived tables stand at");
        }
    }

    // A history without derived rows, as after an import, must not be collected in memory whole.
    private static void FlushIfThereIsRoom(Projection projection)
    {
        try
        {
            projection.Flush();
        }
        catch (StoreException error) when (error.Failure == StoreFailure.NoSpace)
        {
            // Nothing was written; the rows stay collected, and a ledger on a full disk opens all the same.
            return;
        }
    }

    private static void Replay(LedgerCore core, RecordReader reader, byte[] block)
    {
        var header = BlockFormat.Read(block);
        reader.Shared = BlockFormat.Shared(block);
        var body = new ByteReader(BlockFormat.Body(block));
        for (var i = 0; i < header.RecordCount; i++)
        {
            core.Commit(reader.Read(ref body, header.FirstRecordNo + i, header.BaseTime, withBody: true));
        }
    }
}
