using VeritasVault.Core;
using VeritasVault.Storage;
using VeritasVault.Storage.RocksDb;
using VeritasVault.TestKit.Engine;
using VeritasVault.TestKit.Storage;
using Xunit;
using static VeritasVault.TestKit.Engine.Samples;

namespace VeritasVault.Engine.Tests;

/// <summary>The life of a ledger through its public face, on a real store.</summary>
public sealed class LifeTests : IDisposable
{
    private static readonly LedgerOptions Create = new() { CreateAs = new LedgerCreation(), Key = LedgerRig.Key };

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task An_empty_store_is_no_ledger_until_one_is_created()
    {
        var error = await Assert.ThrowsAsync<LedgerException>(() => SettlementLedger.OpenAsync(Store()));
        Assert.Equal(LedgerFailure.NotInitialised, error.Failure);

        await using (var made = await SettlementLedger.OpenAsync(Store(), Create))
        {
            Assert.Equal("main", made.View.Name);
            Assert.Equal(Operator, made.View.Operator);
            Assert.True(made.Health.IsReady);
        }

        await using var again = await SettlementLedger.OpenAsync(Store());
        Assert.Equal("main", again.View.Name);
        Assert.Equal(1, again.View.AsOf.BlockNo);
    }

    [Fact]
    public async Task A_ledger_is_not_created_over_another_one()
    {
        await (await SettlementLedger.OpenAsync(Store(), Create)).DisposeAsync();
        await (await SettlementLedger.OpenAsync(Store(), Create)).DisposeAsync();
        foreach (var other in new[]
        {
            new LedgerCreation { Name = "other" },
            new LedgerCreation { Operator = ActorId.Local("somebody") },
        })
        {
            var error = await Assert.ThrowsAsync<LedgerException>(
                () => SettlementLedger.OpenAsync(Store(), new LedgerOptions { CreateAs = other, Key = LedgerRig.Key }));
            Assert.Equal(LedgerFailure.AlreadyInitialised, error.Failure);
        }
    }

    [Fact]
    public async Task A_store_is_open_once_and_free_again_after_closing_or_failing_to_open()
    {
        await using (await SettlementLedger.OpenAsync(Store(), Create))
        {
            Assert.Equal(StoreFailure.Locked, Assert.Throws<StoreException>(() => Store()).Failure);
        }

        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => SettlementLedger.OpenAsync(Store(), Create, cancelled.Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => SettlementLedger.OpenAsync(Store(), Create with { QueueCapacity = 0 }));
        await (await SettlementLedger.OpenAsync(Store())).DisposeAsync();
    }

    public static TheoryData<string, LedgerOptions> BadOptions => new()
    {
        { nameof(LedgerOptions.QueueCapacity), new() { QueueCapacity = 0 } },
        { nameof(LedgerOptions.QueueCapacity), new() { QueueCapacity = 1_048_577 } },
        { nameof(LedgerOptions.BatchMax), new() { BatchMax = 0 } },
        { nameof(LedgerOptions.BatchMax), new() { BatchMax = 65_537 } },
        { nameof(LedgerOptions.BlockRecordsMax), new() { BlockRecordsMax = 65_537 } },
        { nameof(LedgerOptions.BlockBytesMax), new() { BlockBytesMax = 4_095 } },
        { nameof(LedgerOptions.BlocksInFlight), new() { BlocksInFlight = 1 } },
        { nameof(LedgerOptions.ResumesPerBlockMax), new() { ResumesPerBlockMax = 0 } },
        { nameof(LedgerOptions.DerivedRecordsMax), new() { DerivedRecordsMax = 0 } },
        { nameof(LedgerOptions.RecentIdsPerGeneration), new() { RecentIdsPerGeneration = 0 } },
        { nameof(LedgerOptions.ClockJumpMax), new() { ClockJumpMax = TimeSpan.FromHours(2) } },
        { nameof(LedgerOptions.DowntimeMax), new() { DowntimeMax = TimeSpan.FromSeconds(1) } },
    };

    [Theory]
    [MemberData(nameof(BadOptions))]
    public async Task An_option_outside_its_bounds_is_named(string name, LedgerOptions options)
    {
        var error = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => SettlementLedger.OpenAsync(MemoryLedgerStore.Open(new MemoryDisk()), options));
        Assert.Equal(name, error.ParamName);
    }

    [Theory]
    [InlineData("no spaces", "operator")]
    [InlineData("", "operator")]
    [InlineData("main", null)]
    public async Task A_ledger_needs_a_name_and_an_operator(string name, string? @operator)
    {
        var creation = new LedgerCreation
        {
            Name = name,
            Operator = @operator is null ? default : ActorId.Local(@operator),
        };
        var error = await Assert.ThrowsAsync<LedgerException>(() => SettlementLedger.OpenAsync(
            MemoryLedgerStore.Open(new MemoryDisk()), new LedgerOptions { CreateAs = creation, Key = LedgerRig.Key }));
        Assert.Equal(LedgerFailure.InvalidCreation, error.Failure);
    }

    [Fact]
    public async Task One_many_and_more_than_a_block_are_settled_read_back_and_kept()
    {
        var options = Create with { BlockRecordsMax = 16, DerivedRecordsMax = 100 };
        await using (var ledger = await SettlementLedger.OpenAsync(Store(), options))
        {
            await SetUp(ledger);
            var one = await ledger.SettleAsync(Pay(2, "alice", "bob", 10), Actor("alice"));
            Assert.Equal((OutcomeCode.Settled, Stage.Completed), (one.Code, one.Stage));
            Assert.Equal(1_010, Balance(ledger, "bob"));

            var many = await ledger.SettleManyAsync(
                [.. Enumerable.Range(10, 200).Select(i => Pay(i, "alice", "bob", i == 50 ? 5_000 : 1))], Operator);
            Assert.Equal(200, many.Length);
            Assert.Equal(OutcomeCode.InsufficientFunds, many[40].Code);
            Assert.Equal(199, many.Count(answer => answer.Code == OutcomeCode.Settled));
            Assert.Equal(1_010 + 199, Balance(ledger, "bob"));
            Assert.True(ledger.View.AsOf.BlockNo > 200 / 16);
            Assert.Empty(await ledger.SettleManyAsync([], Operator));
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
                () => ledger.SettleManyAsync(new SettlementRequest[options.BatchMax + 1], Operator));
        }

        await using var again = await SettlementLedger.OpenAsync(Store());
        Assert.Equal(1_010 + 199, Balance(again, "bob"));
        var report = await again.AuditAsync();
        Assert.True(report.Passed, report.FirstDifference);
        Assert.Equal(202, report.Settlements);
    }

    [Fact]
    public async Task A_closed_ledger_takes_nothing_and_closing_twice_is_fine()
    {
        var ledger = await SettlementLedger.OpenAsync(Store(), Create);
        await SetUp(ledger);
        await ledger.DisposeAsync();
        await ledger.DisposeAsync();
        Assert.Equal(OutcomeCode.EngineStopped, (await ledger.SettleAsync(Funding, Operator)).Code);
        Assert.Equal(OutcomeCode.EngineStopped, (await ledger.SettleAsync(Pay(2, "alice", "bob", 1), Operator)).Code);
        Assert.Equal(OutcomeCode.EngineStopped, (await ledger.ExecuteAsync(Register(1, "bank"))).Code);
        Assert.Equal(OutcomeCode.EngineStopped, (await ledger.DryRunAsync(Funding, Operator)).Code);
    }

    [Fact]
    public async Task What_breaks_the_contract_of_the_types_hurts_its_caller_only()
    {
        await using var ledger = await SettlementLedger.OpenAsync(Store(), Create);
        await SetUp(ledger);
        var broken = new SettlementRequest { Id = Sid(2), Legs = null! };
        await Assert.ThrowsAnyAsync<Exception>(() => ledger.SettleAsync(broken, Operator));
        await Assert.ThrowsAnyAsync<Exception>(() => ledger.DryRunAsync(broken, Operator));
        await Assert.ThrowsAnyAsync<Exception>(() => ledger.SettleManyAsync([null!], Operator));
        await Assert.ThrowsAnyAsync<Exception>(() => ledger.ExecuteAsync(Cancel(50, 1, "alice", null!)));
        Assert.Equal(OutcomeCode.Settled, (await ledger.SettleAsync(Pay(3, "alice", "bob", 1), Operator)).Code);
    }

    private static async Task SetUp(SettlementLedger ledger)
    {
        foreach (var command in World())
        {
            Assert.Equal(OutcomeCode.Applied, (await ledger.ExecuteAsync(command)).Code);
        }

        Assert.Equal(OutcomeCode.Settled, (await ledger.SettleAsync(Funding, Operator)).Code);
    }

    private static Int128 Balance(SettlementLedger ledger, string account) =>
        Assert.Single(ledger.View.Positions(AccountId.Parse(account), AssetId.Parse("EUR"))).Balance;

    private RocksDbLedgerStore Store() => RocksDbLedgerStore.Open(_directory["ledger"]);
}
