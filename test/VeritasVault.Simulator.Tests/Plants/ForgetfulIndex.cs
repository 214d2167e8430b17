using VeritasVault.Storage;

namespace VeritasVault.Simulator.Tests;

/// <summary>A store that loses every derived row of the id index: repeats are taken for new once memory has
/// dropped them.</summary>
internal sealed class ForgetfulIndex : Plant
{
    public override ILedgerStore Wrap(ILedgerStore store) => new WithoutIds(store);

    private sealed class WithoutIds(ILedgerStore inner) : ILedgerStore
    {
        public long LastBlockNo => inner.LastBlockNo;

        public StoreSpace Space => inner.Space;

        public void Commit(in BlockWrite block) => inner.Commit(block);

        public void Derive(DerivedWrite write) =>
            inner.Derive(new DerivedWrite([.. write.Changes.Where(change => change.Table != StoreTable.Ids)]));

        public void Flush() => inner.Flush();

        public byte[]? ReadBlock(long blockNo) => inner.ReadBlock(blockNo);

        public bool ReadBlock(long blockNo, int offset, Span<byte> destination) =>
            inner.ReadBlock(blockNo, offset, destination);

        public byte[]? Read(StoreTable table, ReadOnlySpan<byte> key) => inner.Read(table, key);

        public IEnumerable<StoreRow> Scan(StoreTable table, byte[] from, byte[] to) => inner.Scan(table, from, to);

        public void Dispose() => inner.Dispose();
    }
}
