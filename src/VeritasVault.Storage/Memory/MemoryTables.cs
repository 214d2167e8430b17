using System.Collections.Immutable;

namespace VeritasVault.Storage;

/// <summary>
/// One immutable state of all tables. Keeping whole states instead of logs of changes is what makes a snapshot, a crash
/// and a reopen a single assignment.
/// </summary>
internal sealed class MemoryTables
{
    private readonly ImmutableSortedSet<StoreRow>[] _tables;

    private MemoryTables(ImmutableSortedSet<StoreRow>[] tables) => _tables = tables;

    public static MemoryTables Empty { get; } =
        new([.. Enumerable.Range(0, StoreLimits.Tables)
            .Select(_ => ImmutableSortedSet.Create<StoreRow>(RowOrder.Instance))]);

    public MemoryTables With(IReadOnlyList<StoreChange> changes)
    {
        if (changes.Count == 0)
        {
            return this;
        }

        ImmutableSortedSet<StoreRow>.Builder?[] touched = new ImmutableSortedSet<StoreRow>.Builder?[_tables.Length];
        for (int i = 0; i < changes.Count; i++)
        {
            StoreChange change = changes[i];
            ImmutableSortedSet<StoreRow>.Builder rows =
                touched[(int)change.Table] ??= _tables[(int)change.Table].ToBuilder();
            StoreRow row = new([.. change.Key], change.Value is null ? [] : [.. change.Value]);
            rows.Remove(row);
            if (change.Value is not null)
            {
                rows.Add(row);
            }
        }

        return new MemoryTables([.. _tables.Select((rows, table) => touched[table]?.ToImmutable() ?? rows)]);
    }

    public byte[]? Read(StoreTable table, ReadOnlySpan<byte> key) =>
        _tables[(int)table].TryGetValue(new StoreRow(key.ToArray(), []), out StoreRow row) ? [.. row.Value] : null;

    public IEnumerable<StoreRow> Scan(StoreTable table, byte[] from, byte[] to)
    {
        ImmutableSortedSet<StoreRow> rows = _tables[(int)table];
        int found = rows.IndexOf(new StoreRow(from, []));
        for (int i = found < 0 ? ~found : found; i < rows.Count; i++)
        {
            StoreRow row = rows[i];
            if (to.Length > 0 && row.Key.AsSpan().SequenceCompareTo(to) >= 0)
            {
                yield break;
            }

            yield return new StoreRow([.. row.Key], [.. row.Value]);
        }
    }

    private sealed class RowOrder : IComparer<StoreRow>
    {
        public static readonly RowOrder Instance = new();

        public int Compare(StoreRow x, StoreRow y) => x.Key.AsSpan().SequenceCompareTo(y.Key);
    }
}
