using CsCheck;
using VeritasVault.Core;
using VeritasVault.Storage;
using Xunit;

namespace VeritasVault.Engine.Tests;

/// <summary>The id index against a dictionary, over many flushes of ids that come in order, out of order, or from
/// anywhere.</summary>
public sealed class IdIndexTests
{
    private static readonly UInt128 Minute = (UInt128)60_000 << 80;

    // A clock that mostly goes on, a few ids that are late, and some that come from anywhere.
    private static readonly Gen<UInt128> Id = Gen.Frequency(
        (12, Gen.ULong.Select(Gen.Int[0, 40], (low, second) => ((UInt128)(ulong)(second * 1000) << 80) | low)),
        (1, Gen.ULong.Select(Gen.ULong, (high, low) => new UInt128(high, low))),
        (1, Gen.Int[1, 3].Select(many => UInt128.MaxValue - (UInt128)many)));

    [Fact]
    public void Every_id_is_found_with_its_records_and_no_other_is()
    {
        Gen.Select(Id.Array[1, 120].Array[1, 6], Gen.Int[0, 2]).Sample(
            (flushes, inOrder) =>
            {
                using var store = MemoryLedgerStore.Open(new MemoryDisk());
                var index = new IdIndex(store);
                var all = new SortedDictionary<UInt128, IdEntry>();
                var next = 1;
                for (var i = 0; i < flushes.Length; i++)
                {
                    var shifted = flushes[i].Select(id => id < 100 * Minute ? id + ((UInt128)i * Minute / 3) : id);
                    var ids = shifted.Distinct().Where(id => id > 0 && !all.ContainsKey(id)).ToArray();
                    Flush(store, index, inOrder > 0 ? [.. ids.Order()] : ids, all, ref next);
                }

                Assert.Equal(
                    all.Select(pair => (pair.Key, pair.Value.Code, Refs(pair.Value))),
                    index.SettlementsFrom(0).Select(one => (one.Id, one.Entry.Code, Refs(one.Entry))));
                foreach (var (id, entry) in all)
                {
                    Assert.Equal(Refs(entry), Refs(index.Find(IdKind.Settlements, id)!.Value));
                    Assert.True(all.ContainsKey(id - 1) || index.Find(IdKind.Settlements, id - 1) is null);
                }

                Assert.Null(index.Find(IdKind.Commands, all.First().Key));
            },
            iter: 200);
    }

    /// <summary>Beyond what a run takes, unless the rows are counted.</summary>
    private int RefsMax { get; set; } = 12;

    [Fact]
    public void Ids_in_order_take_one_row_for_many_and_a_late_one_takes_its_own()
    {
        using var store = MemoryLedgerStore.Open(new MemoryDisk());
        var index = new IdIndex(store);
        var all = new SortedDictionary<UInt128, IdEntry>();
        var next = 1;
        RefsMax = 7;
        Flush(store, index, [.. Enumerable.Range(1, 1000).Select(n => (UInt128)n * 1000)], all, ref next);
        Assert.Equal(4, store.Scan(StoreTable.Ids, [0], []).Count());
        Flush(store, index, [5_500, .. Enumerable.Range(1001, 256).Select(n => (UInt128)n * 1000)], all, ref next);
        Assert.Equal(6, store.Scan(StoreTable.Ids, [0], []).Count());
        Flush(store, index, [UInt128.MaxValue, 2_000_000], all, ref next);
        Flush(store, index, [.. Enumerable.Range(2001, 256).Select(n => (UInt128)n * 1000)], all, ref next);
        Assert.Equal(9, store.Scan(StoreTable.Ids, [0], []).Count());
        Assert.All(all.Keys, id => Assert.NotNull(index.Find(IdKind.Settlements, id)));
    }

    private void Flush(
        MemoryLedgerStore store, IdIndex index, UInt128[] ids, SortedDictionary<UInt128, IdEntry> all, ref int next)
    {
        var places = new RecordPlaces();
        var pending = new PendingIds(places);
        foreach (var id in ids)
        {
            var place = places.Add(new RecordRef(1 + (next / 10), next % 10 * 100, next));
            var code = next % 7 == 0 ? OutcomeCode.InsufficientFunds : OutcomeCode.Settled;
            if (next % 5 == 0)
            {
                var count = 1 + (next % RefsMax);
                List<RecordRef> refs = [.. Enumerable.Range(1, count).Select(n => new RecordRef(n, n, n))];
                pending.Add(id, code, refs);
            }
            else
            {
                pending.Add(id, code, place);
            }

            Assert.NotNull(pending.Find(id));
            next++;
        }

        var greatest = all.Count == 0 ? 0 : all.Last().Key;
        var write = new DerivedWrite();
        index.Write(write, IdKind.Settlements, pending, greatest);
        foreach (var id in ids)
        {
            all.Add(id, pending.Find(id)!.Value);
        }

        store.Derive(write);
    }

    private static string Refs(IdEntry entry) => string.Join(' ', entry.Refs);
}
