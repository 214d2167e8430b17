using VeritasVault.Engine;

namespace VeritasVault.Simulator;

/// <summary>The ledger's own account of what happened, record by record, read through its public events.</summary>
internal sealed class History
{
    private readonly List<List<LedgerEvent>> _records = [];

    /// <summary>Reads all events; they must be gap-free and their time must never fall.</summary>
    public static History Read(LedgerView view)
    {
        var history = new History();
        LedgerEvent? last = null;
        foreach (var happened in view.Events())
        {
            if (happened.No != (last?.No ?? 0) + 1)
            {
                throw new FindingException($"event {happened.No} follows event {last?.No ?? 0}");
            }

            if (last is not null && happened.At < last.At)
            {
                throw new FindingException($"time falls from {last.At} to {happened.At} at event {happened.No}");
            }

            history.Add(happened);
            last = happened;
        }

        if (view.AsOf is var stamp && (stamp.EventNo != (last?.No ?? 0) || stamp.RecordNo != history.Count))
        {
            throw new FindingException($"the view says {stamp}, the events end with {last}");
        }

        return history;
    }

    /// <summary>Number of records.</summary>
    public int Count => _records.Count;

    /// <summary>The events of a record, counted from 1.</summary>
    public IReadOnlyList<LedgerEvent> Of(long recordNo) => _records[(int)recordNo - 1];

    private void Add(LedgerEvent happened)
    {
        if (happened.RecordNo == _records.Count + 1)
        {
            _records.Add([]);
        }

        if (happened.RecordNo != _records.Count)
        {
            throw new FindingException(
                $"event {happened.No} belongs to record {happened.RecordNo}, after record {_records.Count}");
        }

        _records[^1].Add(happened);
    }
}
