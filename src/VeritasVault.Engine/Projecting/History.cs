using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>Reads single records of the past. The projection's gate is held by the caller.</summary>
internal static class History
{
    public static LedgerRecord Read(Projection projection, RecordRef place, bool withBody)
    {
        var block = projection.Blocks.Read(place.BlockNo, out var header);
        var reader = new ByteReader(BlockFormat.Body(block)[place.Offset..]);
        return new RecordReader(projection.State) { Shared = BlockFormat.Shared(block) }
            .Read(ref reader, place.RecordNo, header.BaseTime, withBody);
    }

    /// <summary>The pinned outcome of a decided settlement.</summary>
    public static Answer DecisionOf(Projection projection, IdEntry entry)
    {
        foreach (var place in entry.Refs)
        {
            if (Read(projection, place, withBody: false) is SettlementRecord { IsDecided: true } record)
            {
                return Answer.Of(record);
            }
        }

        throw new RecordFormatException("the id index leads to no decision");
    }
}
