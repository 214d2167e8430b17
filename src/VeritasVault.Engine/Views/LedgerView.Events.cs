using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>The gap-free stream of everything that happened.</summary>
public sealed partial class LedgerView
{
    /// <summary>The events after a number, in their order, up to the last durable block of the moment it is
    /// asked.</summary>
    public IEnumerable<LedgerEvent> Events(long since = 0)
    {
        var asOf = AsOf;
        if (since >= asOf.EventNo)
        {
            yield break;
        }

        var last = asOf.BlockNo;
        for (var blockNo = since <= 0 ? 1 : BlockOfEvent(since + 1, last); blockNo <= last; blockNo++)
        {
            foreach (var happened in EventsOfBlock(blockNo))
            {
                if (happened.No > since)
                {
                    yield return happened;
                }
            }
        }
    }

    // The first block that may hold the event: block headers are ordered by it.
    private long BlockOfEvent(long eventNo, long last)
    {
        long low = 1;
        var high = last;
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            _projection.Blocks.Read(middle, out var header);
            if (header.FirstEventNo <= eventNo)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }

    private IReadOnlyList<LedgerEvent> EventsOfBlock(long blockNo) => Ask(state =>
    {
        var events = new List<LedgerEvent>();
        var block = _projection.Blocks.Read(blockNo, out var header);
        var body = new ByteReader(BlockFormat.Body(block));
        var reader = new RecordReader(state) { Shared = BlockFormat.Shared(block) };
        var no = header.FirstEventNo;
        for (var i = 0; i < header.RecordCount; i++)
        {
            var record = reader.Read(ref body, header.FirstRecordNo + i, header.BaseTime, withBody: false);
            EventList.Add(events, record, no, state);
            no += RecordEvents.CountOf(record);
        }

        return (IReadOnlyList<LedgerEvent>)events;
    });

    private List<LedgerEvent> EventsOf(LedgerState state, RecordRef place)
    {
        var block = _projection.Blocks.Read(place.BlockNo, out var header);
        var body = new ByteReader(BlockFormat.Body(block));
        var reader = new RecordReader(state) { Shared = BlockFormat.Shared(block) };
        var no = header.FirstEventNo;
        var events = new List<LedgerEvent>();
        for (var recordNo = header.FirstRecordNo; recordNo <= place.RecordNo; recordNo++)
        {
            var record = reader.Read(ref body, recordNo, header.BaseTime, withBody: false);
            if (recordNo == place.RecordNo)
            {
                EventList.Add(events, record, no, state);
            }

            no += RecordEvents.CountOf(record);
        }

        return events;
    }
}
