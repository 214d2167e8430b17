using VeritasVault.Core;
using VeritasVault.Storage;
using VeritasVault.TestKit.Engine;
using Xunit;
using static VeritasVault.TestKit.Engine.Samples;

namespace VeritasVault.Engine.Tests;

/// <summary>The audit passes on every healthy ledger and names the first thing that is wrong with any other.</summary>
public sealed class AuditTests
{
    [Fact]
    public void A_ledger_with_every_kind_of_record_passes()
    {
        using var rig = EveryKind();
        var report = rig.Audit();
        Assert.True(report.Passed, report.FirstDifference);
        Assert.True(report.Conserved);
        Assert.Equal(rig.View.AsOf.BlockNo, report.Blocks);
        Assert.Equal(rig.View.AsOf.RecordNo, report.Records);
        Assert.Equal(rig.View.AsOf.EventNo, report.Events);
        rig.Reopen();
        Assert.True(rig.Audit().Passed);
    }

    public static TheoryData<string, string> Forgeries => new()
    {
        { "another outcome", "deciding it again" },
        { "another quantity moved", "deciding it again" },
        { "an omitted leg", "deciding it again" },
        { "an omitted position change", "deciding it again" },
        { "another actor", "deciding it again" },
        { "another detail", "deciding it again" },
        { "another stage", "deciding it again" },
    };

    [Theory]
    [MemberData(nameof(Forgeries))]
    public void A_forged_history_with_right_hashes_is_found(string forgery, string says)
    {
        var copy = RecoveryTests.Sample(out var options).WithoutDerivedRows().Forge(record => Forge(record, forgery));
        AssertFound(options, copy, says);
    }

    [Fact]
    public void A_forged_settlement_that_hides_what_was_paid_is_found_although_balances_sum_to_zero()
    {
        var copy = RecoveryTests.Sample(out var options).WithoutDerivedRows().Forge(record =>
        {
            if (record.Id == Sid(4))
            {
                record.Positions[0].Delta = -1;
                record.Positions[1].Delta = 1;
            }
        });
        AssertFound(options, copy, "deciding it again");
    }

    public static TheoryData<string, string> Tampering => new()
    {
        { "nothing", "" },
        { "a balance and its counterpart", "position" },
        { "a version", "position" },
        { "an account's status", "account" },
        { "an index row removed", "the id index has" },
        { "an index row added", "the id index has" },
        { "an index row that leads elsewhere", "differs from the records" },
        { "an index row of another id", "differs from the records" },
        { "another outcome in the index", "differs from the records" },
    };

    [Theory]
    [MemberData(nameof(Tampering))]
    public void A_changed_derived_row_is_found(string change, string says)
    {
        var copy = RecoveryTests.Sample(out var options).WithSingleIds();
        Tamper(copy, change);
        using var rig = new LedgerRig(options, copy.ToDisk());
        var report = rig.Audit();
        Assert.Equal(change == "nothing", report.Passed);
        Assert.Contains(says, report.FirstDifference ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_damaged_while_the_ledger_is_open_is_a_finding_and_no_exception()
    {
        using var rig = EveryKind();
        rig.Faults.OnStep = step =>
        {
            if (step == StoreStep.ReadingBlock)
            {
                throw new StoreException(StoreFailure.Corrupt, "played damage");
            }
        };
        var report = rig.Audit();
        Assert.False(report.Passed);
        Assert.Contains("played damage", report.FirstDifference, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_is_told_and_an_audit_can_be_cancelled()
    {
        using var rig = EveryKind();
        var seen = new Reports();
        Assert.True(AuditorOf(rig).Run(seen, CancellationToken.None).Passed);
        Assert.Equal(Enumerable.Range(1, seen.All.Count).Select(n => (long)n), seen.All.Select(p => p.BlocksDone));
        Assert.Equal(seen.All[^1].BlocksTotal, seen.All[^1].BlocksDone);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(
            () => AuditorOf(rig).Run(null, cancelled.Token));
    }

    /// <summary>A ledger whose records are of every kind and cause.</summary>
    internal static LedgerRig EveryKind()
    {
        var rig = LedgerRig.WithWorld(new LedgerOptions { DerivedRecordsMax = 4, RecentIdsPerGeneration = 1 });
        rig.Submit(Pay(2, "alice", "bob", 10));
        rig.Submit(Pay(3, "alice", "bob", 5_000));
        rig.Submit(Pay(4, "alice", "nowhere", 1));
        rig.Submit(Pay(5, "alice", "alice", 1));
        rig.Submit(Pay(6, "alice", "bob", 5_000, terms: Wait));
        rig.Submit(Pay(7, "alice", "bob", 1, terms: Explicit));
        rig.Execute(Consent(50, 7, "alice"));
        rig.Submit(Pay(8, "alice", "bob", 6_000, terms: Wait), Actor("alice"));
        rig.Execute(Reject(51, 8, "bob", "no"));
        rig.Submit(Pay(9, "alice", "bob", 6_000, terms: Wait), Actor("alice"));
        rig.Execute(Cancel(52, 9, "alice", "changed my mind"));
        rig.Submit(new SettlementRequest
        {
            Id = Sid(10),
            Kind = SettlementKind.Multilateral,
            Legs =
            [
                Leg("alice", "bob", "EUR", 1) with { Id = InstructionId.Parse("first") },
                Leg("bob", "carol", "EUR", 1),
                Leg("carol", "alice", "EUR", 1),
            ],
            Terms = new SettlementTerms
            {
                ExpectedVersions = [new ExpectedVersion(AccountId.Parse("carol"), AssetId.Parse("EUR"), 1)],
                Replaces = Sid(3),
            },
            Reference = "reference",
            Metadata = "metadata",
        });
        rig.Execute(Erase(53, 10, "operator"));
        rig.Submit(new SettlementRequest
        {
            Id = Sid(11),
            Legs = [Leg("bob", "carol", "EUR", 5_000)],
            Terms = Wait,
            Deadline = rig.Time.In(TimeSpan.FromMinutes(1)),
            Reference = "waits",
        });
        rig.Execute(Erase(54, 11, "operator"));
        rig.Pass(TimeSpan.FromMinutes(2));
        ChangeTheRegistry(rig);
        rig.Submit(Pay(12, "bank", "alice", 10_000));
        rig.Submit(Pay(13, "alice", "bob", 700_000, terms: Wait));
        return rig;
    }

    private static void ChangeTheRegistry(LedgerRig rig)
    {
        rig.Execute(Status(55, "carol", AccountStatus.Frozen));
        rig.Execute(Status(56, "carol", AccountStatus.Open));
        rig.Execute(Limits(57, "carol", "BOND", 100, 1_000));
        rig.Execute(new SetConsentPolicy
        {
            Id = Cid(58),
            Actor = Operator,
            Participant = ParticipantId.Parse("carol"),
            Policy = ConsentPolicy.Recorded,
        });
        rig.Execute(new SetIssuanceLimit
        {
            Id = Cid(59),
            Actor = Operator,
            Asset = AssetId.Parse("EUR"),
            IssuanceLimit = 1_000_000,
        });
        rig.Execute(Open(60, "spare", "carol"));
        rig.Execute(Status(61, "spare", AccountStatus.Closed));
    }

    private static void Forge(SettlementRecord record, string forgery)
    {
        if (record.Id != Sid(2))
        {
            return;
        }

        switch (forgery)
        {
            case "another outcome":
                record.Code = OutcomeCode.InsufficientFunds;
                record.PositionCount = 0;
                break;
            case "another quantity moved":
                record.Positions[0].Delta -= 1;
                record.Positions[1].Delta += 1;
                break;
            case "an omitted leg":
                record.Body = Settle(2, Leg("alice", "bob", "EUR", 9));
                break;
            case "an omitted position change":
                record.PositionCount = 0;
                break;
            case "another actor":
                record.Actor = Actor("carol");
                break;
            case "another detail":
                record.Detail = new OutcomeDetail("made up");
                break;
            case "another stage":
                record.Reached = Stage.Verifying;
                break;
            default:
                throw new InvalidOperationException(forgery);
        }
    }

    private static void AssertFound(LedgerOptions options, LedgerCopy copy, string says)
    {
        LedgerRig rig;
        try
        {
            rig = new LedgerRig(options, copy.ToDisk());
        }
        catch (LedgerException error) when (error.Failure == LedgerFailure.Corrupt)
        {
            // Found even earlier: the forged history contradicts itself.
            return;
        }

        using (rig)
        {
            var report = rig.Audit();
            Assert.False(report.Passed);
            Assert.Contains(says, report.FirstDifference, StringComparison.Ordinal);
        }
    }

    private static void Tamper(LedgerCopy copy, string change)
    {
        var place = IndexRow(copy, 2);
        var other = IndexRow(copy, 1);
        switch (change)
        {
            case "nothing":
                break;
            case "a balance and its counterpart":
                Position(copy, 0, (ref Position p) => p.Balance++);
                Position(copy, 1, (ref Position p) => p.Balance--);
                break;
            case "a version":
                Position(copy, 0, (ref Position p) => p.Version++);
                break;
            case "an account's status":
                var account = copy.Rows.Find(
                    row => row.Table == StoreTable.Registry && row.Key[0] == StateRows.AccountPrefix);
                account.Value![2 + "bank".Length + 1] = (byte)AccountStatus.Frozen;
                break;
            case "an index row removed":
                copy.Rows.RemoveAt(place);
                break;
            case "an index row added":
                copy.Rows.Add(copy.Rows[place] with { Key = IdEntry.KeyOf(Sid(77)) });
                break;
            case "an index row that leads elsewhere":
                copy.Rows[place] = copy.Rows[place] with { Value = copy.Rows[other].Value };
                break;
            case "an index row of another id":
                copy.Rows[place] = copy.Rows[place] with { Key = IdEntry.KeyOf(Sid(77)) };
                break;
            case "another outcome in the index":
                copy.Rows[place].Value![1] ^= 3;
                break;
            default:
                throw new InvalidOperationException(change);
        }
    }

    private static int IndexRow(LedgerCopy copy, long id)
    {
        var key = IdEntry.KeyOf(Sid(id));
        return copy.Rows.FindIndex(row => row.Table == StoreTable.Ids && row.Key.AsSpan().SequenceEqual(key));
    }

    private delegate void Change(ref Position position);

    private static void Position(LedgerCopy copy, int index, Change change)
    {
        var place = copy.Rows.FindIndex(row => row.Table == StoreTable.Positions);
        var page = copy.Rows[place].Value!;
        var reader = new ByteReader(page.AsSpan(2));
        for (var i = 0; i < index; i++)
        {
            StateRowFormat.ReadPosition(ref reader);
        }

        var start = 2 + reader.Offset;
        var position = StateRowFormat.ReadPosition(ref reader);
        change(ref position);
        var writer = new ByteWriter();
        StateRowFormat.Write(writer, position);
        byte[] changed = [.. page[..start], .. writer.Written, .. page[(2 + reader.Offset)..]];
        copy.Rows[place] = copy.Rows[place] with { Value = changed };
    }

    private sealed class Reports : IProgress<AuditProgress>
    {
        public List<AuditProgress> All { get; } = [];

        public void Report(AuditProgress value) => All.Add(value);
    }

    private static Auditor AuditorOf(LedgerRig rig) =>
        new(rig.Store, rig.Engine.Projection, LedgerEd25519.Instance, hasThreads: true);
}
