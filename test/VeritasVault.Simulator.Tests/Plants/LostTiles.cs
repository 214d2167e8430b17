using VeritasVault.Storage;

namespace VeritasVault.Simulator.Tests;

/// <summary>A store that answers with an empty tree of the log where it was asked for the stored one.</summary>
internal sealed class LostTiles : Plant
{
    public override ILedgerStore Wrap(ILedgerStore store) => new WithoutTiles(store);

    private sealed class WithoutTiles(ILedgerStore inner) : ILedgerStore
    {
        public long LastBlockNo => inner.LastBlockNo;

        public StoreSpace Space => inner.Space;

        public void Commit(in BlockWrite block) => inner.Commit(block);

        public void Derive(DerivedWrite write) => inner.Derive(write);

        public void Flush() => inner.Flush();

        public byte[]? ReadBlock(long blockNo) => inner.ReadBlock(blockNo);

        public bool ReadBlock(long blockNo, int offset, Span<byte> destination) =>
            inner.ReadBlock(blockNo, offset, destination);

        public byte[]? Read(StoreTable table, ReadOnlySpan<byte> key)
        {
            var row = inner.Read(table, key);
            return table != StoreTable.Tiles || row is null ? row : new byte[row.Length];
        }

        public IEnumerable<StoreRow> Scan(StoreTable table, byte[] from, byte[] to) => inner.Scan(table, from, to);

        public void Dispose() => inner.Dispose();
    }
}
