using CsCheck;
using VeritasVault.Storage;
using Xunit;
using static VeritasVault.TestKit.Storage.StoreSamples;

namespace VeritasVault.TestKit.Storage;

/// <content>Generated sequences of operations, compared with a naive model.</content>
public abstract partial class LedgerStoreContract
{
    // One for all of a test: what a write holds is the store's business during the call only.
    private readonly DerivedWrite _write = new();

    /// <summary>How many sequences are run; a store on a real disk may choose fewer.</summary>
    protected virtual int Sequences => 100;

    /// <summary>Throws away what <see cref="Open"/> opened so far; the next <see cref="Open"/> makes a new
    /// ledger.</summary>
    protected abstract void StartOver();

    [Fact]
    public void Any_sequence_of_operations_agrees_with_a_naive_model()
    {
        Operations.Sample(
            operations =>
            {
                _store?.Dispose();
                _store = null;
                StartOver();
                NaiveStore model = new();
                foreach (Operation operation in operations)
                {
                    Apply(operation, model);
                }

                Reopen();
                model.MustEqual(Store);
            },
            iter: Sequences,
            threads: 1);
    }

    private static Gen<List<Operation>> Operations { get; } = GenOperations();

    private static Gen<List<Operation>> GenOperations()
    {
        // Few keys and tables, so that puts, removals and scans meet; short and long keys, so that order matters.
        Gen<byte[]> key = Gen.OneOf(
            Gen.Byte[0, 5].Select(one => new[] { one }),
            Gen.Byte.Array[1, 3],
            Gen.OneOf(Gen.Const((byte)0), Gen.Const((byte)0x7F), Gen.Const((byte)0x80), Gen.Const((byte)0xFF))
                .Array[1, 2]);
        Gen<StoreTable> table = Gen.OneOf(
            Gen.Const(StoreTable.Metadata), Gen.Const(StoreTable.Positions), Gen.Const(StoreTable.Ids));
        Gen<byte[]?> value = Gen.Frequency(
            (3, Gen.Byte.Array[0, 20].Select(bytes => (byte[]?)bytes)), (1, Gen.Const((byte[]?)null)));
        Gen<List<StoreChange>> changes = Gen.Select(table, key, value, (t, k, v) => new StoreChange(t, k, v))
            .List[0, 6];
        Gen<Operation> operation = Gen.Frequency(
            (4, Gen.Select(
                Gen.Int[1, 6000], changes, (size, alongside) => (Operation)new Operation.CommitBlock(size, alongside))),
            (4, changes.Select(rows => (Operation)new Operation.DeriveRows(rows))),
            (1, Gen.Const((Operation)new Operation.FlushAll())),
            (3, Gen.Select(table, key, (t, k) => (Operation)new Operation.ReadRow(t, k))),
            (2, Gen.Select(table, key, key, (t, from, to) => (Operation)new Operation.ScanRows(t, from, to))),
            (1, Gen.Const((Operation)new Operation.CloseAndOpen())));
        return operation.List[1, 30];
    }

    private void Apply(Operation operation, NaiveStore model)
    {
        switch (operation)
        {
            case Operation.CommitBlock commit:
                byte[] bytes = Bytes(commit.Size, (int)model.LastBlockNo);
                Store.Commit(new BlockWrite(model.LastBlockNo + 1, bytes, commit.Alongside));
                model.Commit(bytes, commit.Alongside);
                Assert.Equal(model.LastBlockNo, Store.LastBlockNo);
                break;
            case Operation.DeriveRows derive:
                _write.Clear();
                derive.Changes.ForEach(_write.Add);
                Store.Derive(_write);
                model.Derive(derive.Changes);
                break;
            case Operation.FlushAll:
                Store.Flush();
                break;
            case Operation.ReadRow read:
                Assert.Equal(model.Read(read.Table, read.Key), Store.Read(read.Table, read.Key));
                break;
            case Operation.ScanRows scan:
                NaiveStore.MustEqual(
                    model.Scan(scan.Table, scan.From, scan.To), Store.Scan(scan.Table, scan.From, scan.To));
                break;
            case Operation.CloseAndOpen:
                Reopen();
                model.MustEqual(Store);
                break;
        }
    }

    private abstract record Operation
    {
        private Operation()
        {
        }

        public sealed record CommitBlock(int Size, List<StoreChange> Alongside) : Operation;

        public sealed record DeriveRows(List<StoreChange> Changes) : Operation;

        public sealed record FlushAll : Operation;

        public sealed record ReadRow(StoreTable Table, byte[] Key) : Operation;

        public sealed record ScanRows(StoreTable Table, byte[] From, byte[] To) : Operation;

        public sealed record CloseAndOpen : Operation;
    }
}
