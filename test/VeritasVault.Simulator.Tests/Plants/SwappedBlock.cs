using VeritasVault.Storage;

namespace VeritasVault.Simulator.Tests;

/// <summary>A store that after a while gives an older block in the place of one that it was asked for.</summary>
internal sealed class SwappedBlock : Plant
{
    private const long Swapped = 9;

    public override ILedgerStore Wrap(ILedgerStore store) => new SwappingStore(store);

    private sealed class SwappingStore(ILedgerStore inner) : ILedgerStore
    {
        public long LastBlockNo => inner.LastBlockNo;

        public StoreSpace Space => inner.Space;

        public void Commit(in BlockWrite block) => inner.Commit(block);

        public void Derive(DerivedWrite write) => inner.Derive(write);

        public void Flush() => inner.Flush();

        public byte[]? ReadBlock(long blockNo) => inner.ReadBlock(Found(blockNo));

        public bool ReadBlock(long blockNo, int offset, Span<byte> destination) =>
            inner.ReadBlock(Found(blockNo), offset, destination);

        private long Found(long blockNo) =>
            blockNo == Swapped && inner.LastBlockNo > Swapped ? blockNo - 1 : blockNo;

        public byte[]? Read(StoreTable table, ReadOnlySpan<byte> key) => inner.Read(table, key);

        public IEnumerable<StoreRow> Scan(StoreTable table, byte[] from, byte[] to) => inner.Scan(table, from, to);

        public void Dispose() => inner.Dispose();
    }
}
