using VeritasVault.Core;
using VeritasVault.Proofs;
using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>How far an export or import has come.</summary>
/// <param name="BlocksDone">Blocks written.</param>
/// <param name="BlocksTotal">Blocks there are; 0 while it is not known.</param>
public readonly record struct TransferProgress(long BlocksDone, long BlocksTotal);

/// <summary>What was exported or imported.</summary>
/// <param name="Blocks">Blocks.</param>
/// <param name="Entries">Entries of the log.</param>
/// <param name="Root">Root of the log's tree.</param>
/// <param name="MetadataRows">References and metadata that went along.</param>
public sealed record TransferReport(long Blocks, long Entries, Hash256 Root, long MetadataRows);

/// <summary>Writes all of a ledger while it works: the blocks that are durable when it begins.</summary>
internal static class LedgerExport
{
    public static TransferReport Run(
        ILedgerStore store, Stream destination, IProgress<TransferProgress>? progress, CancellationToken cancel)
    {
        var last = store.LastBlockNo;
        using var writer = new ExportWriter(destination);
        var checkpoint = new Checkpoint(string.Empty, 0, Hash32.OfNothing);
        for (var blockNo = 1L; blockNo <= last; blockNo++)
        {
            cancel.ThrowIfCancellationRequested();
            var block = store.ReadBlock(blockNo) ?? throw new RecordFormatException($"block {blockNo} is missing");
            BlockFormat.Read(block);
            writer.Frame(ExportFormat.BlockFrame, block);
            checkpoint = CheckpointOf(block);
            progress?.Report(new TransferProgress(blockNo, last));
        }

        // What was erased meanwhile is missing, what was added meanwhile names settlements of later blocks: both are
        // what import expects.
        var rows = 0L;
        foreach (var row in store.Scan(StoreTable.Metadata, [0], []))
        {
            cancel.ThrowIfCancellationRequested();
            writer.Metadata(row.Key, row.Value);
            rows++;
        }

        writer.End();
        destination.Flush();
        return new TransferReport(last, checkpoint.Size, checkpoint.Root.ToHash256(), rows);
    }

    /// <summary>The checkpoint of a block; its signature is not looked at.</summary>
    /// <exception cref="RecordFormatException">It has none.</exception>
    internal static Checkpoint CheckpointOf(ReadOnlySpan<byte> block) => CheckpointIn(BlockFormat.Checkpoint(block));

    /// <summary>The checkpoint in a signed note; its signature is not looked at.</summary>
    /// <exception cref="RecordFormatException">There is none.</exception>
    internal static Checkpoint CheckpointIn(ReadOnlySpan<byte> signed) =>
        SignedNote.TryParse(signed, out var note, out _)
        && Checkpoint.TryParse(note.Text.Span, out var checkpoint, out _)
            ? checkpoint
            : throw new RecordFormatException("a block has no checkpoint");
}
