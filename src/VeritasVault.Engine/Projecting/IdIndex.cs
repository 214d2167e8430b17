using VeritasVault.Core;
using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>The two kinds of ids, each with the first bytes of its keys.</summary>
/// <param name="Single">Of a row with one id.</param>
/// <param name="Run">Of a row with a run of neighbours, whose key is its last id.</param>
internal readonly record struct IdKind(byte Single, byte Run)
{
    public static IdKind Settlements => new((byte)'S', (byte)'s');

    public static IdKind Commands => new((byte)'C', (byte)'c');
}

/// <summary>
/// The id index in the store. Ids that come close together, as UUIDv7 do, lie in runs that never overlap and never
/// change; others have rows of their own. So a look-up reads one row by its key and at most one run, however long the
/// history, and nothing of the index is kept in memory but the store's cache. Guarded by the projection's gate.
/// </summary>
internal sealed class IdIndex
{
    // Ids further apart than a minute of UUIDv7 are no neighbours: one id from far ahead must not make a run that
    // covers all that is still to come.
    private static readonly UInt128 NeighboursWithin = (UInt128)60_000 << 80;

    // A settlement with more records than this has a row of its own, so that runs stay small.
    private const int RefsInRunMax = 8;

    /// <summary>Of a row with the erasures of a settlement after it was decided.</summary>
    public const byte ErasurePrefix = (byte)'E';

    private readonly ILedgerStore _store;
    private readonly ByteWriter _writer = new(8 * 1024);
    private bool _hasErasures;

    /// <param name="store">Where the index is.</param>
    public IdIndex(ILedgerStore store)
    {
        _store = store;
        _hasErasures = store.Scan(StoreTable.Ids, [ErasurePrefix], [ErasurePrefix + 1]).Any();
    }

    /// <summary>How an id was decided, and the records about it.</summary>
    public IdEntry? Find(IdKind kind, UInt128 id) =>
        _store.Read(StoreTable.Ids, IdEntry.KeyOf(kind.Single, id)) is { } row ? IdEntry.Decode(row)
        : RunFrom(kind, id) is { } run ? FindIn(run, id)
        : null;

    /// <summary>The erasures of a settlement's metadata after it was decided.</summary>
    public List<RecordRef> Erasures(SettlementId id) =>
        _hasErasures && _store.Read(StoreTable.Ids, IdEntry.KeyOf(ErasurePrefix, id.Bits)) is { } row
            ? RefList.Read(row, out _)
            : [];

    /// <summary>The settlements from one on, in their order.</summary>
    public IEnumerable<(UInt128 Id, IdEntry Entry)> SettlementsFrom(UInt128 id)
    {
        using var singles = Singles(IdKind.Settlements, id).GetEnumerator();
        using var runs = Runs(IdKind.Settlements, id).GetEnumerator();
        var hasSingle = singles.MoveNext();
        var hasRun = runs.MoveNext();
        while (hasSingle || hasRun)
        {
            if (hasSingle && (!hasRun || singles.Current.Id < runs.Current.Id))
            {
                yield return singles.Current;
                hasSingle = singles.MoveNext();
            }
            else
            {
                yield return runs.Current;
                hasRun = runs.MoveNext();
            }
        }
    }

    /// <summary>Writes ids; those between the ids of a run that exists get rows of their own.</summary>
    /// <param name="rows">Where to.</param>
    /// <param name="kind">Their kind.</param>
    /// <param name="ids">What is new.</param>
    /// <param name="greatest">No run has a greater one.</param>
    public void Write(DerivedWrite rows, IdKind kind, PendingIds ids, UInt128 greatest)
    {
        Span<byte> key = stackalloc byte[IdEntry.KeySize];
        var rest = ids.InOrder();
        while (!rest.IsEmpty)
        {
            var end = UInt128.MaxValue;
            if (rest[0].Id <= greatest && RunFrom(kind, rest[0].Id) is { } run)
            {
                var first = FirstOf(run);
                var inside = first <= rest[0].Id ? CountThrough(rest, IdEntry.IdOf(run.Key)) : 0;
                WriteSingles(rows, kind, ids, rest[..inside]);
                rest = rest[inside..];
                if (inside > 0)
                {
                    continue;
                }

                end = first;
            }

            var count = Neighbours(ids, rest, end);
            if (count >= IdRun.IdsMin)
            {
                _writer.Clear();
                IdRun.Write(_writer, ids, rest[..count]);
                IdEntry.WriteKey(key, kind.Run, rest[count - 1].Id);
                rows.Put(StoreTable.Ids, key, _writer.Written);
            }
            else
            {
                WriteSingles(rows, kind, ids, rest[..count]);
            }

            rest = rest[count..];
        }
    }

    public void WriteErasures(DerivedWrite rows, SettlementId id, List<RecordRef> all)
    {
        _hasErasures = true;
        _writer.Clear();
        RefList.Write(_writer, all);
        rows.Put(StoreTable.Ids, IdEntry.KeyOf(ErasurePrefix, id.Bits), _writer.Written);
    }

    private static void WriteSingles(DerivedWrite rows, IdKind kind, PendingIds ids, ReadOnlySpan<Pending> some)
    {
        Span<byte> key = stackalloc byte[IdEntry.KeySize];
        var writer = new ByteWriter(64);
        foreach (ref readonly var pending in some)
        {
            IdEntry.WriteKey(key, kind.Single, pending.Id);
            rows.Put(StoreTable.Ids, key, ids.EntryOf(pending).Encode(writer));
        }
    }

    // How many from the first on may be one run: at least that one.
    private static int Neighbours(PendingIds ids, ReadOnlySpan<Pending> rest, UInt128 end)
    {
        var count = 1;
        while (count < Math.Min(rest.Length, IdRun.IdsMax)
            && rest[count].Id < end
            && rest[count].Id - rest[count - 1].Id < NeighboursWithin
            && IsShort(ids, rest[count]) && IsShort(ids, rest[count - 1]))
        {
            count++;
        }

        return count;
    }

    private static bool IsShort(PendingIds ids, in Pending pending) =>
        pending.Later < 0 || ids.EntryOf(pending).Refs.Length <= RefsInRunMax;

    private static int CountThrough(ReadOnlySpan<Pending> rest, UInt128 last)
    {
        var count = 0;
        while (count < rest.Length && rest[count].Id <= last)
        {
            count++;
        }

        return count;
    }

    private static IdEntry? FindIn(StoreRow row, UInt128 id)
    {
        for (var run = IdRun.Read(row.Value); run.Next() && run.Id <= id;)
        {
            if (run.Id == id)
            {
                return run.Entry;
            }
        }

        return null;
    }

    private static UInt128 FirstOf(StoreRow row)
    {
        var run = IdRun.Read(row.Value);
        return run.Next() ? run.Id : throw new RecordFormatException("a run of ids is empty");
    }

    // The run an id would be in: the first that ends at it or behind it.
    private StoreRow? RunFrom(IdKind kind, UInt128 id)
    {
        foreach (var row in _store.Scan(StoreTable.Ids, IdEntry.KeyOf(kind.Run, id), [(byte)(kind.Run + 1)]))
        {
            return row;
        }

        return null;
    }

    private IEnumerable<(UInt128 Id, IdEntry Entry)> Singles(IdKind kind, UInt128 from) =>
        _store.Scan(StoreTable.Ids, IdEntry.KeyOf(kind.Single, from), [(byte)(kind.Single + 1)])
            .Select(row => (IdEntry.IdOf(row.Key), IdEntry.Decode(row.Value)));

    private IEnumerable<(UInt128 Id, IdEntry Entry)> Runs(IdKind kind, UInt128 from) =>
        _store.Scan(StoreTable.Ids, IdEntry.KeyOf(kind.Run, from), [(byte)(kind.Run + 1)])
            .SelectMany(row => IdRun.All(row.Value))
            .Where(one => one.Id >= from);
}
