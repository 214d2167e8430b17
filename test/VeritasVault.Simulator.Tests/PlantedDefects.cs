using VeritasVault.Core;
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

/// <summary>A store that loses every derived row of the id index: repeats are taken for new once memory has dropped them.</summary>
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

        public byte[]? Read(StoreTable table, ReadOnlySpan<byte> key) => inner.Read(table, key);

        public IEnumerable<StoreRow> Scan(StoreTable table, byte[] from, byte[] to) => inner.Scan(table, from, to);

        public void Dispose() => inner.Dispose();
    }
}

/// <summary>Every so often an answer is delivered twice.</summary>
internal sealed class DoubledDelivery : Plant
{
    private int _deliveries;

    public override void Deliver(Answer[] answers, Action<Answer[]> deliver)
    {
        deliver(answers);
        if (++_deliveries % 20 == 0)
        {
            deliver(answers);
        }
    }
}

/// <summary>One kind of failure is reported as success.</summary>
internal sealed class FlatteringAnswer : Plant
{
    public override void Deliver(Answer[] answers, Action<Answer[]> deliver) =>
        deliver([.. answers.Select(answer => answer.Code == OutcomeCode.AccountUnknown
            ? answer with { Code = OutcomeCode.ParticipantUnknown }
            : answer.Code == OutcomeCode.InsufficientFunds ? answer with { Code = OutcomeCode.Settled, Stage = Stage.Completed }
            : answer)]);
}

/// <summary>Every so often an answer is lost on its way.</summary>
internal sealed class LostAnswer : Plant
{
    private int _deliveries;

    public override void Deliver(Answer[] answers, Action<Answer[]> deliver)
    {
        if (++_deliveries % 30 != 0)
        {
            deliver(answers);
        }
    }
}
