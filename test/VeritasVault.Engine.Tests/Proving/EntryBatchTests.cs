using System.Runtime.InteropServices;
using CsCheck;
using VeritasVault.Core;
using VeritasVault.Proofs;
using VeritasVault.Storage;
using VeritasVault.TestKit.Engine;
using Xunit;
using static VeritasVault.TestKit.Engine.Samples;

namespace VeritasVault.Engine.Tests;

/// <summary>Entries are built many at a time from indices, known hashes and open places; one by one from statements
/// they are the same.</summary>
public sealed class EntryBatchTests
{
    private const int Accounts = 44;

    private static readonly string[] Assets = ["EUR", "BOND", "an-asset-with-a-name-of-more-than-23-bytes", "GOLD"];

    // As often as each is meant to be.
    private static readonly PrepareMode[] Modes =
    [
        PrepareMode.Expiring, PrepareMode.Binding, PrepareMode.None, PrepareMode.None, PrepareMode.None,
        PrepareMode.None, PrepareMode.None, PrepareMode.None,
    ];

    [Fact]
    public void Entries_of_random_days_are_those_that_statements_make_one_by_one()
    {
        var seen = new Seen();
        Gen.Int[0, int.MaxValue].Sample(
            seed =>
            {
                using var rig = World();
                Spend(rig, new Random(seed));
                Check(rig.Store, seen);
            },
            iter: 25,
            threads: 1);
        seen.MustBeAll();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    public void A_trade_takes_at_most_50_compressions_where_its_positions_were_settled_before(int count)
    {
        using var rig = World();
        rig.Submit(Settle(500, Leg("bank", Account(2), "BOND", 1_000_000)));
        for (var round = 0; round < 8; round++)
        {
            var first = 1_000 * (round + 1);
            var before = rig.Engine.LogCompressions;
            var blocks = rig.View.AsOf.BlockNo;
            var answers = rig.SubmitMany([.. Enumerable.Range(first, count).Select(id => Settle(
                id, Leg("bank", Account(2), "EUR", 1), Leg(Account(2), "bank", "BOND", 1)))]);
            Assert.All(answers, answer => Assert.Equal(OutcomeCode.Settled, answer.Code));
            if (round > 0)
            {
                // The nodes above the leaves of a block are two of them more or less.
                var nodes = 2 * 10 * (rig.View.AsOf.BlockNo - blocks);
                Assert.InRange(rig.Engine.LogCompressions - before, 40 * count, (50 * count) + nodes);
            }
        }

        Check(rig.Store, new Seen());
    }

    [Fact]
    public void More_positions_than_are_remembered_are_hashed_again()
    {
        var known = new KnownPositions();
        known.At(5) = new KnownPositions.Row { PositionIndex = 5, Version = 3, Pending = -1, Hash = Hash32.Of([5]) };
        known.Room(5_000);
        Assert.True(known.At(5).Is(5, 3));
        Assert.Equal(Hash32.Of([5]), known.At(5).Hash);
        Assert.False(known.At(5).Is(5, 4));
        Assert.False(known.At(5).Is(6, 3));
        Assert.False(known.At(7).Is(7, 0));
        known.Room(int.MaxValue);
        Assert.True(known.At(5).Is(5, 3));
        Assert.False(known.At(5 + KnownPositions.RowsMax).Is(5 + KnownPositions.RowsMax, 3));
    }

    private static string Account(int number) => number % 2 == 0
        ? $"a{number}"
        : $"an-account-whose-name-begins-like-those-of-many-others-{number:000}";

    private static LedgerRig World()
    {
        var rig = LedgerRig.WithWorld();
        for (var i = 0; i < Accounts; i++)
        {
            rig.Execute(Open(100 + i, Account(i), i % 3 == 0 ? "alice" : "bob"));
        }

        rig.Execute(Asset(200, Assets[2], "bank", 1_000_000));
        rig.Execute(Asset(201, Assets[3], "bank"));
        return rig;
    }

    private static void Spend(LedgerRig rig, Random random)
    {
        var next = 1_000;
        for (var round = 0; round < 12; round++)
        {
            for (var piece = random.Next(1, 5); piece > 0; piece--)
            {
                var first = next;
                next += random.Next(1, random.Next(4) == 0 ? 200 : 20);
                rig.Engine.Submit(
                    [.. Enumerable.Range(first, next - first).Select(id => Request(rig, random, id))],
                    Operator,
                    _ => { });
                rig.Engine.Execute(Command(random, next, first), _ => { });
            }

            rig.Scheduler.Run();
            if (random.Next(3) == 0)
            {
                rig.Pass(TimeSpan.FromSeconds(random.Next(60)));
            }

            if (random.Next(6) == 0)
            {
                rig.Reopen();
            }
        }
    }

    private static LedgerCommand Command(Random random, int id, int about) => random.Next(4) switch
    {
        0 => Limits(
            id, Account(random.Next(Accounts)), Assets[random.Next(4)], random.Next(5_000),
            random.Next(2) == 0 ? null : 10_000),
        1 => new ExecuteCommand { Id = Cid(id), Actor = Operator, Settlement = Sid(about) },
        2 => Cancel(id, about, "operator"),
        _ => Status(id, Account(random.Next(Accounts)), (AccountStatus)random.Next(2)),
    };

    private static SettlementRequest Request(LedgerRig rig, Random random, int id)
    {
        var legs = new Instruction[random.Next(6) == 0 ? random.Next(1, 80) : random.Next(1, 3)];
        var isIssue = random.Next(3) > 0;
        var isWide = random.Next(3) == 0;
        for (var i = 0; i < legs.Length; i++)
        {
            // Few accounts most of the time, so that a batch meets the same positions again.
            var accounts = isWide ? Accounts : 6;
            var name = random.Next(900) == 0 ? "nobody" : Account(random.Next(accounts));
            legs[i] = Leg(
                isIssue ? "bank" : Account(random.Next(accounts)), name, Assets[random.Next(4)], random.Next(1, 900))
                with
            {
                Id = random.Next(100) == 0 ? InstructionId.Parse($"leg-{i}") : default,
            };
        }

        var mode = Modes[random.Next(Modes.Length)];
        return new SettlementRequest
        {
            Id = Sid(id),
            Kind = (SettlementKind)random.Next(7),
            Legs = legs,
            Terms = random.Next(3) > 0 && mode == PrepareMode.None ? SettlementTerms.Default : new SettlementTerms
            {
                Prepare = mode,
                OnShortage = (OnShortage)random.Next(2),
                Replaces = random.Next(4) == 0 ? Sid(id - 1) : null,
                ExpectedVersions = random.Next(4) == 0
                    ? [new ExpectedVersion(AccountId.Parse(Account(1)), null, 1),
                        new ExpectedVersion(AccountId.Parse("bank"), null, 1)]
                    : [],
            },
            NotBefore = random.Next(9) == 0 ? rig.Time.In(TimeSpan.FromSeconds(20)) : null,
            Deadline = mode == PrepareMode.Expiring || random.Next(5) == 0
                ? rig.Time.In(TimeSpan.FromSeconds(50))
                : null,
            Reference = random.Next(6) == 0 ? $"reference {id}" : null,
            Secret = random.Next(10) == 0 ? new Hash256(1, 2, 3, (ulong)id) : null,
        };
    }

    // The log made again from the stored records, by the statements that proofs are made of and by the platform's
    // SHA-256.
    private static void Check(MemoryLedgerStore store, Seen seen)
    {
        var state = new LedgerState();
        var reader = new RecordReader(state);
        var log = new LogBuilder(state, new MerkleFrontier(Sha256Hasher.Instance), Sha256Hasher.Instance);
        for (var blockNo = 1L; blockNo <= store.LastBlockNo; blockNo++)
        {
            var block = store.ReadBlock(blockNo);
            var header = BlockFormat.Read(block);
            reader.Shared = BlockFormat.Shared(block);
            var body = new ByteReader(BlockFormat.Body(block));
            log.Open();
            for (var j = 0; j < header.RecordCount; j++)
            {
                var start = body.Offset + RecordWriter.LengthSize;
                var record = reader.Read(ref body, header.FirstRecordNo + j, header.BaseTime, withBody: true);
                log.Add(record, BlockFormat.Body(block)[start..body.Offset], blockNo, state.Apply);
                seen.Note(record);
                Assert.True(
                    log.Leaves[j] == BlockFormat.Leaves(block)[j],
                    $"block {blockNo}, record {record.RecordNo}");
            }

            log.Close(blockNo);
            Assert.True(MemoryMarshal.AsBytes(log.Leaves).SequenceEqual(
                MemoryMarshal.AsBytes(BlockFormat.Leaves(block))));
        }
    }

    /// <summary>That the days had everything in them that makes a difference.</summary>
    private sealed class Seen
    {
        private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

        public void Note(LedgerRecord record)
        {
            if (record is not SettlementRecord settlement)
            {
                return;
            }

            var positions = settlement.Positions.AsSpan(0, settlement.PositionCount).ToArray();
            Note("holds", settlement.IsHold);
            Note("failures", settlement.IsDecision && !settlement.IsCommit);
            Note("decided at once", settlement.IsCommit && settlement.Cause == Cause.Submit);
            Note("decided later", settlement.IsCommit && settlement.Cause != Cause.Submit);
            Note("40 positions", positions.Length >= 40);
            Note("1 position", positions.Length == 1);
            Note("created", Array.Exists(positions, one => one.Created));
            Note("reserved", Array.Exists(positions, one => one.ReservedBefore != 0));
            Note("settled out of a hold", settlement.IsCommit && Array.Exists(positions, one => one.ReservedDelta < 0));
            Note("another floor", Array.Exists(positions, one => !one.Created && one.FloorBefore != one.FloorAfter));
            Note("no floor", Array.Exists(positions, one => one.FloorAfter is null));
            Note("metadata", settlement.MetadataHash is not null);
            Note("unresolved", !settlement.IsResolved);
        }

        public void MustBeAll() => Assert.All(_counts, kind => Assert.True(kind.Value > 0, kind.Key));

        private void Note(string kind, bool isSeen) =>
            _counts[kind] = _counts.GetValueOrDefault(kind) + (isSeen ? 1 : 0);
    }
}
