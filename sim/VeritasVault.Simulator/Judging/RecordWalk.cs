using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Simulator;

/// <summary>Reads the stored records of settlements in their order.</summary>
internal static class RecordWalk
{
    /// <summary>Shows each record with its number; it is valid until the next one.</summary>
    public static void Settlements(Evidence evidence, Action<SettlementRecord, long> look)
    {
        var state = evidence.Engine.Projection.State;
        for (long blockNo = 1; blockNo <= evidence.Store.LastBlockNo; blockNo++)
        {
            var block = evidence.Store.ReadBlock(blockNo)!;
            var header = BlockFormat.Header(block);
            var body = new ByteReader(BlockFormat.Body(block));
            var reader = new RecordReader(state) { Shared = BlockFormat.Shared(block) };
            for (var i = 0; i < header.RecordCount; i++)
            {
                var recordNo = header.FirstRecordNo + i;
                if (reader.Read(ref body, recordNo, header.BaseTime, withBody: false) is SettlementRecord record)
                {
                    look(record, recordNo);
                }
            }
        }
    }
}
