using VeritasVault.Storage;

namespace VeritasVault.Simulator.Tests;

/// <summary>A disk that says "durable" when it is not: each block reaches it only with the next one.</summary>
internal sealed class LateDisk : Plant
{
    public override ILedgerStore Wrap(ILedgerStore store) => new LateStore(store);

    private sealed class LateStore(ILedgerStore inner) : ILedgerStore
    {
        private BlockWrite? _late;

        public long LastBlockNo => inner.LastBlockNo + (_late is null ? 0 : 1);

        public StoreSpace Space => inner.Space;

        public void Commit(in BlockWrite block)
        {
            Catch();
            _late = new BlockWrite(block.BlockNo, block.Bytes.ToArray(), [.. block.Alongside]);
        }

        public void Derive(DerivedWrite write) => inner.Derive(write);

        public void Flush()
        {
            Catch();
            inner.Flush();
        }

        public byte[]? ReadBlock(long blockNo) =>
            _late is { } late && late.BlockNo == blockNo ? late.Bytes.ToArray() : inner.ReadBlock(blockNo);

        public bool ReadBlock(long blockNo, int offset, Span<byte> destination)
        {
            if (_late is not { } late || late.BlockNo != blockNo)
            {
                return inner.ReadBlock(blockNo, offset, destination);
            }

            late.Bytes.Span.Slice(offset, destination.Length).CopyTo(destination);
            return true;
        }

        public byte[]? Read(StoreTable table, ReadOnlySpan<byte> key) => inner.Read(table, key);

        public IEnumerable<StoreRow> Scan(StoreTable table, byte[] from, byte[] to) => inner.Scan(table, from, to);

        public void Dispose()
        {
            Catch();
            inner.Dispose();
        }

        private void Catch()
        {
            if (_late is { } late)
            {
                _late = null;
                inner.Commit(late);
            }
        }
    }
}
