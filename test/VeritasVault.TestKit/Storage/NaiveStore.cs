using VeritasVault.Storage;
using Xunit;

namespace VeritasVault.TestKit.Storage;

/// <summary>A ledger store as a child would write it: one list of blocks, one list of rows, sorted when somebody
/// looks.</summary>
public sealed class NaiveStore
{
    private readonly List<byte[]> _blocks = [];
    private readonly Dictionary<(StoreTable Table, string KeyHex), byte[]> _rows = [];

    public long LastBlockNo => _blocks.Count;

    public void Commit(byte[] bytes, IEnumerable<StoreChange> alongside)
    {
        _blocks.Add(bytes);
        Derive(alongside);
    }

    public void Derive(IEnumerable<StoreChange> changes)
    {
        foreach (StoreChange change in changes)
        {
            _rows.Remove((change.Table, Convert.ToHexString(change.Key)));
            if (change.Value is not null)
            {
                _rows[(change.Table, Convert.ToHexString(change.Key))] = change.Value;
            }
        }
    }

    public byte[]? Read(StoreTable table, byte[] key) => _rows.GetValueOrDefault((table, Convert.ToHexString(key)));

    // Upper-case hexadecimal text sorts as the bytes do.
    public IEnumerable<StoreRow> Scan(StoreTable table, byte[] from, byte[] to) =>
        _rows.Where(row => row.Key.Table == table
                && string.CompareOrdinal(row.Key.KeyHex, Convert.ToHexString(from)) >= 0
                && (to.Length == 0 || string.CompareOrdinal(row.Key.KeyHex, Convert.ToHexString(to)) < 0))
            .OrderBy(row => row.Key.KeyHex, StringComparer.Ordinal)
            .Select(row => new StoreRow(Convert.FromHexString(row.Key.KeyHex), row.Value));

    public void MustEqual(ILedgerStore store)
    {
        Assert.Equal(LastBlockNo, store.LastBlockNo);
        for (int i = 0; i < _blocks.Count; i++)
        {
            Assert.Equal(_blocks[i], store.ReadBlock(i + 1));
        }

        foreach (StoreTable table in Enum.GetValues<StoreTable>())
        {
            MustEqual(Scan(table, [], []), store.Scan(table, [], []));
        }
    }

    // Read to the end first: a failure of the store must reach the test as what it is, not as a failed comparison.
    public static void MustEqual(IEnumerable<StoreRow> expected, IEnumerable<StoreRow> actual)
    {
        List<StoreRow> rows = [.. actual];
        Assert.Equal(expected.Select(Text), rows.Select(Text));
    }

    private static string Text(StoreRow row) => $"{Convert.ToHexString(row.Key)}={Convert.ToHexString(row.Value)}";
}
