using VeritasVault.Core;
using VeritasVault.Proofs;
using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>
/// Which rows the id index must have, followed from the records: a sum over the hashes of all rows, so that rows in any
/// order compare in memory that grows only with the undecided and the erased.
/// </summary>
internal sealed class IdIndexCheck
{
    private readonly Dictionary<SettlementId, List<RecordRef>> _open = [];
    private readonly Dictionary<SettlementId, List<RecordRef>> _erasures = [];
    private readonly ByteWriter _writer = new(64);
    private readonly RowSum _expected = new(MessageHasher.Best);
    private GreatestIds _greatest;
    private UInt128 _lastId;
    private byte _lastPrefix;

    /// <summary>Notes a record and where it is.</summary>
    public void Note(LedgerRecord record, RecordRef place)
    {
        if (record is RegistryRecord { Command.Id: var registryId })
        {
            NoteCommand(registryId, OutcomeCode.Applied, place);
        }
        else if (record is SettlementRecord settlement)
        {
            if (settlement.CommandId is { } commandId)
            {
                NoteCommand(commandId, settlement.Code, place);
            }

            NoteSettlement(settlement, place);
        }
    }

    /// <summary>How the index in the store differs, or null.</summary>
    /// <param name="store">Where it is.</param>
    /// <param name="greatest">What its mark says of it: greater ids are not looked up.</param>
    public string? Difference(ILedgerStore store, GreatestIds greatest)
    {
        foreach (var (id, refs) in _erasures)
        {
            _writer.Clear();
            RefList.Write(_writer, refs);
            _expected.Add(IdEntry.KeyOf(IdIndex.ErasurePrefix, id.Bits), _writer.Written);
        }

        _erasures.Clear();
        var found = new RowSum(MessageHasher.Best);
        foreach (var row in store.Scan(StoreTable.Ids, [0], []))
        {
            AddRow(row, found);
        }

        return found.Rows != _expected.Rows
                ? $"the id index has {found.Rows} rows, the records decide {_expected.Rows} ids"
            : !found.IsThatOf(_expected) ? "the id index has a row that differs from the records"
            : greatest != _greatest ? "the mark names another greatest id than the records"
            : null;
    }

    // A run counts as the rows its ids would have; that they lie in order and between the runs beside it is what
    // look-ups rely on.
    private void AddRow(StoreRow row, RowSum found)
    {
        var prefix = row.Key[0];
        if (prefix != IdKind.Settlements.Run && prefix != IdKind.Commands.Run)
        {
            found.Add(row.Key, row.Value);
            return;
        }

        var single = prefix == IdKind.Settlements.Run ? IdKind.Settlements.Single : IdKind.Commands.Single;
        for (var run = IdRun.Read(row.Value); run.Next();)
        {
            if (prefix == _lastPrefix && run.Id <= _lastId)
            {
                throw new RecordFormatException("a run of ids is out of order");
            }

            (_lastPrefix, _lastId) = (prefix, run.Id);
            found.Add(IdEntry.KeyOf(single, run.Id), run.Entry.Encode(_writer));
        }

        if (IdEntry.IdOf(row.Key) != _lastId)
        {
            throw new RecordFormatException("a run of ids does not end with the one it is found by");
        }
    }

    private void NoteCommand(CommandId id, OutcomeCode code, RecordRef place)
    {
        _greatest = _greatest.With(id);
        _expected.Add(
            IdEntry.KeyOf(IdKind.Commands.Single, id.Bits), new IdEntry(code, place, null).Encode(_writer));
    }

    private void NoteSettlement(SettlementRecord record, RecordRef place)
    {
        _greatest = _greatest.With(record.Id);
        if (record.Cause is Cause.Submit or Cause.Tombstone && record.IsDecided)
        {
            _expected.Add(IdEntry.KeyOf(record.Id), new IdEntry(record.Code, place, null).Encode(_writer));
            return;
        }

        if (record.Cause == Cause.Submit)
        {
            _open.Add(record.Id, [place]);
        }
        else if (_open.TryGetValue(record.Id, out var refs))
        {
            refs.Add(place);
        }
        else if (_erasures.TryGetValue(record.Id, out var erasures))
        {
            erasures.Add(place);
        }
        else
        {
            _erasures.Add(record.Id, [place]);
        }

        if (record.IsDecided && _open.Remove(record.Id, out var all))
        {
            _expected.Add(IdEntry.KeyOf(record.Id), IdEntry.Of(record.Code, all).Encode(_writer));
        }
    }
}
