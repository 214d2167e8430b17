using VeritasVault.Core;
using VeritasVault.Proofs;
using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>
/// Fills an empty store from an export. Blocks are taken in their order, each by its hash and the hash of the one
/// before;
/// opening the store then applies every record and checks every root and signature, and an audit decides all of it
/// again.
/// </summary>
public static class LedgerImport
{
    private const int MetadataRowsPerWrite = 1_024;

    /// <summary>Fills the store; it is not a ledger to be used until it was opened and, best, audited.</summary>
    /// <param name="source">The export.</param>
    /// <param name="store">An empty store; stays the caller's.</param>
    /// <param name="progress">Told after each block.</param>
    /// <param name="cancel">Stops between blocks; the store is then of no use.</param>
    /// <exception cref="LedgerException">The export is damaged, or the store is not empty.</exception>
    /// <exception cref="StoreException">The store cannot be written.</exception>
    public static TransferReport Run(
        Stream source,
        ILedgerStore store,
        IProgress<TransferProgress>? progress = null,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(store);
        if (store.LastBlockNo != 0)
        {
            throw new LedgerException(LedgerFailure.AlreadyInitialised, "the store holds a ledger already");
        }

        try
        {
            return Fill(source, store, progress, cancel);
        }
        catch (Exception error) when (Damage.ShowsIn(error))
        {
            throw new LedgerException(LedgerFailure.Corrupt, $"the export cannot be used: {error.Message}", error);
        }
    }

    private static TransferReport Fill(
        Stream source, ILedgerStore store, IProgress<TransferProgress>? progress, CancellationToken cancel)
    {
        using var reader = new ExportReader(source);
        var rows = new List<StoreChange>();
        var rowCount = 0L;
        var hash = default(Hash256);
        var checkpoint = new Checkpoint(string.Empty, 0, Hash32.OfNothing);
        while (reader.Next() is { } frame)
        {
            cancel.ThrowIfCancellationRequested();
            if (frame.Kind == ExportFormat.BlockFrame)
            {
                Invariant.Holds(rowCount == 0);
                Check(BlockFormat.Read(frame.Bytes), store.LastBlockNo + 1, hash);
                store.Commit(new BlockWrite(store.LastBlockNo + 1, frame.Bytes, []));
                hash = BlockFormat.HashIn(frame.Bytes);
                checkpoint = LedgerExport.CheckpointOf(frame.Bytes);
                progress?.Report(new TransferProgress(store.LastBlockNo, 0));
                continue;
            }

            rows.Add(new StoreChange(
                StoreTable.Metadata, frame.Bytes[..SettlementId.Size], frame.Bytes[SettlementId.Size..]));
            rowCount++;
            if (rows.Count == MetadataRowsPerWrite)
            {
                store.Derive(new DerivedWrite([.. rows]));
                rows.Clear();
            }
        }

        store.Derive(new DerivedWrite([.. rows]));
        store.Flush();
        return new TransferReport(store.LastBlockNo, checkpoint.Size, checkpoint.Root.ToHash256(), rowCount);
    }

    private static void Check(in BlockHeader header, long expectedNo, Hash256 previous)
    {
        if (header.BlockNo != expectedNo || header.PreviousHash != previous)
        {
            throw new RecordFormatException($"block {header.BlockNo} does not follow block {expectedNo - 1}");
        }
    }
}
