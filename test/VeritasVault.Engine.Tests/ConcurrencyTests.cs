using System.Collections.Concurrent;
using VeritasVault.Core;
using VeritasVault.Storage;
using VeritasVault.Storage.RocksDb;
using VeritasVault.TestKit.Engine;
using VeritasVault.TestKit.Storage;
using Xunit;
using static VeritasVault.TestKit.Engine.Samples;

namespace VeritasVault.Engine.Tests;

/// <summary>Many threads at once on a real store, with the lanes on threads of their own.</summary>
public sealed class ConcurrencyTests : IDisposable
{
    private static readonly LedgerOptions Small = new()
    {
        CreateAs = new LedgerCreation(),
        Key = LedgerRig.Key,
        BlockRecordsMax = 64,
        DerivedRecordsMax = 200,
        RecentIdsPerGeneration = 50,
        BlocksInFlight = 2,
    };

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_same_ids_from_many_threads_happen_once_and_get_one_answer()
    {
        var answers = new ConcurrentDictionary<long, ConcurrentBag<Answer>>();
        await using (var ledger = await OpenWithWorld())
        {
            using var done = new CancellationTokenSource();
            var readers = new[] { Task.Run(() => Read(ledger, done.Token)), Task.Run(() => Audit(ledger, 4)) };
            var writers = Enumerable.Range(0, 8).Select(worker => Task.Run(() => Write(ledger, worker, 100, answers)));
            await Task.WhenAll(writers);
            await done.CancelAsync();
            await Task.WhenAll(readers);
            Assert.Null(ledger.View.FirstAssetNotConserved());
        }

        await using var again = await SettlementLedger.OpenAsync(Store());
        AssertOneAnswerEach(answers, again);
        var report = await again.AuditAsync();
        Assert.True(report.Passed, report.FirstDifference);
    }

    [Fact]
    public async Task Closing_under_load_answers_everybody_and_keeps_what_was_acknowledged()
    {
        for (var round = 0; round < 5; round++)
        {
            var answers = new ConcurrentDictionary<long, ConcurrentBag<Answer>>();
            var ledger = await OpenWithWorld();
            var enough = new TaskCompletionSource();
            var writers = Enumerable.Range(0, 6).Select(worker => Task.Run(
                () => Write(ledger, worker, 400, answers, () => enough.TrySetResult()))).ToArray();
            var reader = Task.Run(() => Read(ledger, CancellationToken.None));
            await enough.Task;
            var closing = Enumerable.Range(0, 3).Select(_ => ledger.DisposeAsync().AsTask()).ToArray();
            await Task.WhenAll(closing);
            await Task.WhenAll(writers);
            await reader;
            await using (var again = await SettlementLedger.OpenAsync(Store()))
            {
                AssertOneAnswerEach(answers, again);
                var report = await again.AuditAsync();
                Assert.True(report.Passed, report.FirstDifference);
            }

            Directory.Delete(_directory["ledger"], recursive: true);
        }
    }

    [Fact]
    public async Task A_write_that_fails_is_told_to_everybody_who_queued_behind_it()
    {
        using var faults = new HeldCommit();
        await using var ledger = await SettlementLedger.OpenAsync(
            MemoryLedgerStore.Open(new MemoryDisk(), faults), Small);
        await FundAsync(ledger);
        faults.IsArmed = true;

        // More than the lane that fills a block finishes by itself: the commit lane has it when the write fails.
        var waiting = new List<Task<Answer[]>>
        {
            ledger.SettleManyAsync([.. Enumerable.Range(100, 40).Select(id => Pay(id, "alice", "bob", 1))], Operator),
        };
        await faults.Reached.WaitAsync();
        for (var id = 200; id < 300; id++)
        {
            waiting.Add(ledger.SettleManyAsync([Pay(id, "alice", "bob", 1)], Operator));
        }

        faults.Release.Set();
        foreach (var answers in await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(60)))
        {
            Assert.All(answers, answer =>
                Assert.True(answer.Code is OutcomeCode.OutcomeUnknown or OutcomeCode.EngineStopped));
        }
    }

    private static async Task Write(
        SettlementLedger ledger,
        int worker,
        int rounds,
        ConcurrentDictionary<long, ConcurrentBag<Answer>> answers,
        Action? reached = null)
    {
        // Few ids for many threads; the numbers wander, so that repeats are recent, indexed and dropped ones.
        var random = new Random(worker);
        for (var i = 0; i < rounds; i++)
        {
            var ids = Enumerable.Range(0, worker % 3 == 0 ? 20 : 1)
                .Select(_ => (long)random.Next(10, 60 + (i * 4))).ToArray();
            var got = await ledger.SettleManyAsync([.. ids.Select(Request)], Operator);
            for (var j = 0; j < ids.Length; j++)
            {
                answers.GetOrAdd(ids[j], _ => []).Add(got[j]);
            }

            if (i == 20)
            {
                reached?.Invoke();
            }

            if (i % 10 == 0)
            {
                await ledger.ExecuteAsync(Register(10_000 + (i / 10), $"more-{i}"));
                await ledger.DryRunAsync(Request(ids[0]), Operator);
            }
        }
    }

    private static SettlementRequest Request(long id) =>
        Pay(
            id,
            id % 2 == 0 ? "alice" : "bob",
            id % 2 == 0 ? "bob" : "carol",
            1 + (id % 7),
            terms: id % 5 == 0 ? Wait : null);

    private static void Read(SettlementLedger ledger, CancellationToken done)
    {
        try
        {
            while (!done.IsCancellationRequested)
            {
                Assert.Null(ledger.View.FirstAssetNotConserved());
                Assert.True(ledger.View.Statement(AccountId.Parse("bob"))!.Assets.All(line => line.Reconciles));
                var events = ledger.View.Events().Select(e => e.No).ToArray();
                Assert.Equal(events.Length, events[^1]);
                var listed = ledger.View.Settlements().Select(s => s.Id).ToArray();
                Assert.Equal(listed.Distinct().Order(), listed);
            }
        }
        catch (ObjectDisposedException)
        {
            // The ledger was closed under the question, and says so.
        }
    }

    private static async Task Audit(SettlementLedger ledger, int times)
    {
        for (var i = 0; i < times; i++)
        {
            var report = await ledger.AuditAsync(cancellationToken: CancellationToken.None);
            Assert.True(report.Passed, report.FirstDifference);
        }
    }

    private static void AssertOneAnswerEach(
        ConcurrentDictionary<long, ConcurrentBag<Answer>> answers, SettlementLedger ledger)
    {
        foreach (var (id, all) in answers)
        {
            var known = all.Where(answer => !answer.IsRefused && answer.Code != OutcomeCode.OutcomeUnknown).ToArray();
            var info = ledger.View.Settlement(Sid(id));
            Assert.True(known.Length == 0 || info is not null, $"{id} was acknowledged and is gone");
            Assert.True(known.Count(answer => !answer.IsReplay) <= 1, $"{id} happened more than once");
            var decided = known.Where(answer => answer.Code != OutcomeCode.Waiting)
                .Select(answer => answer with { IsReplay = false });
            Assert.True(decided.Distinct().Count() <= 1, $"{id} got different answers");
            Assert.All(decided, answer => Assert.Equal(info!.Code, answer.Code));
        }
    }

    private async Task<SettlementLedger> OpenWithWorld()
    {
        var ledger = await SettlementLedger.OpenAsync(Store(), Small);
        await FundAsync(ledger);
        return ledger;
    }

    private static async Task FundAsync(SettlementLedger ledger)
    {
        foreach (var command in World())
        {
            await ledger.ExecuteAsync(command);
        }

        await ledger.SettleAsync(Funding, Operator);
    }

    private RocksDbLedgerStore Store() => RocksDbLedgerStore.Open(_directory["ledger"]);

    /// <summary>Once armed, holds the next write until it is released, and then fails it.</summary>
    private sealed class HeldCommit : IStoreFaults, IDisposable
    {
        public SemaphoreSlim Reached { get; } = new(0);

        public ManualResetEventSlim Release { get; } = new();

        public bool IsArmed { get; set; }

        public void At(StoreStep step)
        {
            if (IsArmed && step == StoreStep.CommitStarting)
            {
                Reached.Release();
                Release.Wait();
                throw new StoreException(StoreFailure.StateUnknown, "the disk is gone");
            }
        }

        public void Dispose()
        {
            Release.Dispose();
            Reached.Dispose();
        }
    }
}
