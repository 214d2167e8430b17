using VeritasVault.Core;
using VeritasVault.Engine;
using VeritasVault.External.Veritas;
using VeritasVault.Storage;
using Xunit;

namespace VeritasVault.External.Tests;

/// <summary>The code of the guide to foreign ledgers is run here, line by line: two ledgers on threads of their
/// own.</summary>
public sealed class VeritasGuideTests
{
    private static readonly AccountId Alice = AccountId.Parse("alice");
    private static readonly AccountId Bob = AccountId.Parse("bob");
    private static readonly AccountId AliceThere = AccountId.Parse("alice-at-bank");
    private static readonly AccountId BobThere = AccountId.Parse("bob-at-bank");
    private static readonly AssetId Bond = AssetId.Parse("BOND");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(300)]
    [InlineData(1_001)]
    public async Task Delivery_on_one_ledger_against_payment_on_another(int price)
    {
        await using var side = await VeritasSide.OpenAsync();
        var other = side.Ledger;
        await MakeBankAsync(side);
        var create = new LedgerCreation();
        using var key = SigningKey.FromSeed([.. Enumerable.Repeat((byte)3, SigningKey.SeedSize)]);

        var bank = new VeritasLedger(other, new VeritasLedgerOptions { Coordinator = ActorId.Local("home") });
        var adapters = new Dictionary<string, IExternalLedger> { ["bank"] = bank };
        var options = new LedgerOptions { CreateAs = create, Key = key, ExternalLedgers = adapters };

        await using var ledger = await SettlementLedger.OpenAsync(
            MemoryLedgerStore.Open(new MemoryDisk()), options, Token);
        await FillAsync(ledger);
        var trade = Trade(price);
        await ledger.SettleAsync(trade, VeritasSide.Operator);
        var over = await ledger.WhenOverAsync(trade.Id, Token);
        var there = await other.WhenOverAsync(VeritasLedger.SettlementOf(OperationId.Of(trade.Id, 1, 1)), Token);

        var isSettled = price == 300;
        Assert.Equal(isSettled ? OutcomeCode.Settled : OutcomeCode.ForeignRefused, over?.Code);
        Assert.Equal(isSettled ? OutcomeCode.Settled : OutcomeCode.InsufficientFunds, there?.Code);
        Assert.Equal(isSettled ? 300 : 0, side.BalanceOf(AliceThere, Samples.Euro));
        Assert.Equal(isSettled ? 10 : 0, ledger.View.Positions(Bob, Bond) is [var bonds] ? bonds.Balance : 0);
        Assert.Equal($"{trade.Id}-1-1", there?.Request.Reference);
    }

    [Fact]
    public void Every_line_of_code_in_the_guide_stands_in_the_test_above()
    {
        var run = Lines("test", "VeritasVault.External.Tests", "Veritas", "VeritasGuideTests.cs");
        var guide = Lines("docs", "guides", "foreign-ledgers.md");
        var shown = guide.SkipWhile(line => line != "```csharp").Skip(1).TakeWhile(line => line != "```").ToArray();
        Assert.Equal(3, shown.Length);
        Assert.All(shown, line => Assert.Contains(line, run));
    }

    private static SettlementRequest Trade(int price) => new()
    {
        Id = new SettlementId(VeritasSide.NewId().Bits),
        Kind = SettlementKind.Dvp,
        Legs =
        [
            new Instruction(Alice, Bob, Bond, 10),
            new Instruction(BobThere, AliceThere, Samples.Euro, price) { Ledger = LedgerId.Parse("bank") },
        ],
    };

    private static async Task MakeBankAsync(VeritasSide side)
    {
        await side.RegisterAsync("home");
        await side.GiveAsync(new PermitCoordination
        {
            Id = VeritasSide.NewId(),
            Actor = VeritasSide.Operator,
            Participant = ParticipantId.Parse("home"),
            IsPermitted = true,
        });
        await side.SetBalanceAsync(AliceThere, Samples.Euro, 0, "home");
        await side.SetBalanceAsync(BobThere, Samples.Euro, 1_000, "home");
    }

    private static async Task FillAsync(SettlementLedger ledger)
    {
        var (actor, bank) = (VeritasSide.Operator, LedgerId.Parse("bank"));
        var (alice, bob) = (ParticipantId.Parse("alice"), ParticipantId.Parse("bob"));
        LedgerCommand[] commands =
        [
            new RegisterParticipant { Id = VeritasSide.NewId(), Actor = actor, Participant = alice },
            new RegisterParticipant { Id = VeritasSide.NewId(), Actor = actor, Participant = bob },
            new OpenAccount { Id = VeritasSide.NewId(), Actor = actor, Account = Alice, Owner = alice },
            new OpenAccount { Id = VeritasSide.NewId(), Actor = actor, Account = Bob, Owner = bob },
            new RegisterAsset { Id = VeritasSide.NewId(), Actor = actor, Asset = Bond, Issuer = Alice, Scale = 0 },
            new RegisterAsset
            {
                Id = VeritasSide.NewId(), Actor = actor, Asset = Samples.Euro, Issuer = Alice, Scale = 0,
            },
            new RegisterLedger { Id = VeritasSide.NewId(), Actor = actor, Ledger = bank },
            new OpenAccount
            {
                Id = VeritasSide.NewId(), Actor = actor, Account = AliceThere, Owner = alice, Ledger = bank,
            },
            new OpenAccount
            {
                Id = VeritasSide.NewId(), Actor = actor, Account = BobThere, Owner = bob, Ledger = bank,
            },
        ];
        foreach (var command in commands)
        {
            Assert.Equal(OutcomeCode.Applied, (await ledger.ExecuteAsync(command)).Code);
        }
    }

    private static string[] Lines(params string[] path)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "VeritasVault.Settlement.slnx")))
        {
            root = root.Parent;
        }

        Assert.NotNull(root);
        return [.. File.ReadAllLines(Path.Combine([root.FullName, .. path])).Select(line => line.Trim())];
    }
}
