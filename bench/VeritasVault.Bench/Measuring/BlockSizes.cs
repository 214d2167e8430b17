using System.Buffers.Binary;
using VeritasVault.Storage;

namespace VeritasVault.Bench;

/// <summary>How large the blocks of a run were, read back from the store.</summary>
internal sealed class BlockSizes
{
    // Of a long run every so many-th block tells as much.
    private const int ReadMax = 1_000;

    // Where a block says how many records it has (spec/blocks.md).
    private const int RecordCountAt = 20;

    private BlockSizes(long blocks, double recordsMean, int recordsMax, double bytesMean, int bytesMax) =>
        (Blocks, RecordsMean, RecordsMax, BytesMean, BytesMax) = (blocks, recordsMean, recordsMax, bytesMean, bytesMax);

    public long Blocks { get; }

    public double RecordsMean { get; }

    public int RecordsMax { get; }

    public double BytesMean { get; }

    public int BytesMax { get; }

    /// <summary>The blocks after one and up to another.</summary>
    public static BlockSizes Read(ILedgerStore store, long after, long upTo)
    {
        var (read, records, recordsMax, bytes, bytesMax) = (0, 0L, 0, 0L, 0);
        var step = 1 + ((upTo - after) / ReadMax);
        for (var blockNo = after + 1; blockNo <= upTo; blockNo += step)
        {
            var block = store.ReadBlock(blockNo)!;
            var count = BinaryPrimitives.ReadInt32LittleEndian(block.AsSpan(RecordCountAt));
            (read, records, bytes) = (read + 1, records + count, bytes + block.Length);
            (recordsMax, bytesMax) = (Math.Max(recordsMax, count), Math.Max(bytesMax, block.Length));
        }

        var least = Math.Max(read, 1);
        return new BlockSizes(upTo - after, (double)records / least, recordsMax, (double)bytes / least, bytesMax);
    }

    public void AddTo(BenchReport report)
    {
        report.Add("blocks", Blocks);
        report.Add("recordsPerBlockMean", RecordsMean);
        report.Add("recordsPerBlockMax", RecordsMax);
        report.Add("bytesPerBlockMean", BytesMean);
        report.Add("bytesPerBlockMax", BytesMax);
    }
}
