using VeritasVault.Core;
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
    private Sum _expected;

    /// <summary>Notes a record and where it is.</summary>
    public void Note(LedgerRecord record, RecordRef place)
    {
        if (record is RegistryRecord { Command.Id: var registryId })
        {
            _expected.Add(IdEntry.KeyOf(registryId), new IdEntry(OutcomeCode.Applied, place, null).Encode(_writer));
        }
        else if (record is SettlementRecord settlement)
        {
            if (settlement.CommandId is { } commandId)
            {
                _expected.Add(IdEntry.KeyOf(commandId), new IdEntry(settlement.Code, place, null).Encode(_writer));
            }

            NoteSettlement(settlement, place);
        }
    }

    /// <summary>How the index in the store differs, or null.</summary>
    public string? Difference(ILedgerStore store)
    {
        var found = default(Sum);
        foreach (var row in store.Scan(StoreTable.Ids, [0], []))
        {
            found.Add(row.Key, WithoutErasures(row));
        }

        return found.Rows != _expected.Rows
                ? $"the id index has {found.Rows} rows, the records decide {_expected.Rows} ids"
            : found != _expected ? "the id index has a row that differs from the records"
            : null;
    }

    private void NoteSettlement(SettlementRecord record, RecordRef place)
    {
        if (record.Cause is Cause.Submit or Cause.Tombstone)
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

    // An erasure after the decision lengthens a row that was already counted; what it added is taken off again.
    private byte[] WithoutErasures(StoreRow row)
    {
        if (_erasures.Count == 0
            || row.Key.Length != 1 + SettlementId.Size
            || !_erasures.TryGetValue(IdEntry.SettlementOf(row.Key), out var erasures)
            || !row.Key.AsSpan().SequenceEqual(IdEntry.KeyOf(IdEntry.SettlementOf(row.Key))))
        {
            return row.Value;
        }

        var entry = IdEntry.Decode(row.Value);
        var refs = entry.Refs;
        var kept = refs.Length - erasures.Count;
        return kept > 0 && refs.AsSpan(kept).SequenceEqual(erasures.ToArray())
            ? IdEntry.Of(entry.Code, [.. refs[..kept]]).Encode(_writer)
            : row.Value;
    }

    private record struct Sum(long Rows, UInt128 High, UInt128 Low)
    {
        public void Add(byte[] key, byte[] value)
        {
            var hash = Hash256.Of([.. key, .. value]);
            Rows++;
            unchecked
            {
                High += new UInt128(hash.A, hash.B);
                Low += new UInt128(hash.C, hash.D);
            }
        }
    }
}
