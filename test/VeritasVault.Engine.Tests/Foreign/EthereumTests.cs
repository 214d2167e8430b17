using VeritasVault.Core;
using VeritasVault.External;
using VeritasVault.External.TestKit;
using VeritasVault.TestKit.Engine;
using Xunit;

namespace VeritasVault.Engine.Tests.Foreign;

/// <summary>A day of Ethereum, leg by leg over a ledger that fails in every way it may.</summary>
public sealed class EthereumTests
{
    [Fact]
    public async Task Every_reverted_transaction_is_undone_leg_by_leg_and_leaves_no_trace_but_its_failures()
    {
        var all = EthereumFile.Read();
        EthereumTransaction[] transactions = [.. all.Where(one => !one.IsOversize)];
        EthereumTransaction[] reverted = [.. transactions.Where(one => one.IsReverted)];
        Assert.Equal((4_621, 4_616, 152), (all.Count, transactions.Length, reverted.Length));

        using var world = new EthereumWorld(transactions, seed: 4_628);
        var expected = new Dictionary<SettlementId, (Timestamp At, List<ExpectedFailure> Failures)>();
        foreach (var transaction in transactions)
        {
            var failures = world.Settle(transaction);
            expected.Add(transaction.Id, (world.Rig.Time.Now, failures));
        }

        Assert.Null(world.FirstWrongBalance());
        Assert.DoesNotContain(world.Rig.View.Positions(), position => position.Reserved != 0);
        Assert.Empty(world.Rig.View.OpenSettlements());
        Assert.All(
            (Type[])[typeof(Fault.LoseRequest), typeof(Fault.LoseAnswer), typeof(Fault.Twice)],
            fault => Assert.True(world.Faults.Counts[fault] > 100, $"hardly any {fault.Name}"));
        Assert.Equal(152, world.Faults.Counts[typeof(Fault.Refuse)]);

        MustHaveEnded(world, transactions);
        var calls = world.Faulty.Calls.ToLookup(call => call.OperationId);
        var stranger = new Stranger(world.Rig.View);
        foreach (var transaction in transactions)
        {
            MustBeRecorded(world, transaction.Id, expected[transaction.Id].At, expected[transaction.Id].Failures);
        }

        foreach (var transaction in reverted)
        {
            await MustBeUndoneAsync(world, transaction, calls);
            var line = stranger.MustAccept(world.Rig.View.Prove(transaction.Id, ProofView.Whole)!.Settlement);
            Assert.StartsWith($"VALID failed {transaction.Id} with code 305 at ", line, StringComparison.Ordinal);
        }

        var report = world.Rig.Audit();
        Assert.True(report.Passed, report.FirstDifference);
    }

    private static void MustHaveEnded(EthereumWorld world, EthereumTransaction[] transactions)
    {
        var ends = transactions.Select(one => (one.IsReverted, world.Rig.View.Settlement(one.Id)!)).ToArray();
        Assert.All(ends, end => Assert.Equal(
            end.IsReverted ? (OutcomeCode.ForeignRefused, Stage.Failed) : (OutcomeCode.Settled, Stage.Completed),
            (end.Item2.Code, end.Item2.Stage)));
        var abroad = transactions.Where(one => !one.IsReverted).SelectMany(one => Operations(world, one));
        Assert.Equal(
            abroad.Select(id => id.ToString()).Order(StringComparer.Ordinal),
            world.Foreign.Prepared().Select(id => id.ToString()));
    }

    private static void MustBeRecorded(
        EthereumWorld world, SettlementId id, Timestamp at, List<ExpectedFailure> expected)
    {
        var failures = world.Rig.View.Failures(id)!;
        Assert.Equal(expected.Count, failures.Count);
        foreach (var (wanted, failure) in expected.Zip(failures))
        {
            Assert.Equal(
                (wanted.Category, wanted.Code, wanted.Operation, 1, at),
                (failure.Category, failure.Code, failure.Operation, failure.Attempt, failure.At));
            Assert.Contains(wanted.Words, failure.Text, StringComparison.Ordinal);
            var isDecided = wanted.Words.StartsWith("commit", StringComparison.Ordinal);
            Assert.Equal(isDecided ? Stage.Committing : Stage.Reserving, failure.Stage);
        }

        Assert.Equal(failures.OrderBy(failure => failure.RecordNo), failures);
    }

    // Executed in the order of the legs; the last is refused; the others are refunded in reverse, and nothing else.
    private static async Task MustBeUndoneAsync(
        EthereumWorld world, EthereumTransaction transaction, ILookup<OperationId, FaultyCall> calls)
    {
        var operations = Operations(world, transaction);
        var made = operations.SelectMany(id => calls[id]).OrderBy(call => call.Number)
            .Select(call => (call.Call, call.OperationId)).ToArray();
        Assert.Equal(
            [
                .. operations.Select(id => (ForeignCall.Prepare, id)),
                .. operations.SkipLast(1).Reverse().Select(id => (ForeignCall.Abort, id)),
            ],
            made.Where((call, i) => i == 0 || call != made[i - 1]));
        foreach (var id in operations)
        {
            var standing = await world.Foreign.QueryAsync(id, TestContext.Current.CancellationToken);
            Assert.Equal(id == operations[^1] ? ForeignState.NotFound : ForeignState.Aborted, standing.State);
        }
    }

    private static OperationId[] Operations(EthereumWorld world, EthereumTransaction transaction) =>
        [.. Enumerable.Range(1, transaction.Legs.Count(world.IsAbroad))
            .Select(number => OperationId.Of(transaction.Id, 1, number))];
}
