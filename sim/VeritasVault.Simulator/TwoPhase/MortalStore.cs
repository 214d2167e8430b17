using System.Diagnostics;
using VeritasVault.Storage;

namespace VeritasVault.Simulator.TwoPhase;

/// <summary>A store on which this process dies with signal 9: right before its n-th block is durable, or right after,
/// when nobody has been told of it. The moments count from 1, two a block.</summary>
internal sealed class MortalStore(ILedgerStore inner, int diesAt) : ILedgerStore
{
    private int _moments;

    public long LastBlockNo => inner.LastBlockNo;

    public StoreSpace Space => inner.Space;

    public void Commit(in BlockWrite block)
    {
        Pass();
        inner.Commit(block);
        Pass();
    }

    public void Derive(DerivedWrite write) => inner.Derive(write);

    public void Flush() => inner.Flush();

    public byte[]? ReadBlock(long blockNo) => inner.ReadBlock(blockNo);

    public bool ReadBlock(long blockNo, int offset, Span<byte> destination) =>
        inner.ReadBlock(blockNo, offset, destination);

    public byte[]? Read(StoreTable table, ReadOnlySpan<byte> key) => inner.Read(table, key);

    public IEnumerable<StoreRow> Scan(StoreTable table, byte[] from, byte[] to) => inner.Scan(table, from, to);

    public void Dispose() => inner.Dispose();

    private void Pass()
    {
        if (Interlocked.Increment(ref _moments) == diesAt)
        {
            Process.GetCurrentProcess().Kill();
        }
    }
}
