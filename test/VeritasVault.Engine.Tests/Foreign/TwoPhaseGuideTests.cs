using VeritasVault.Core;
using VeritasVault.External;
using VeritasVault.External.TestKit;
using VeritasVault.Storage;
using VeritasVault.TestKit.Engine;
using Xunit;
using static VeritasVault.TestKit.Engine.Samples;

namespace VeritasVault.Engine.Tests.Foreign;

/// <summary>The code of the guide to two phases is run here, line by line.</summary>
public sealed class TwoPhaseGuideTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_program_passes_its_adapters_prepares_over_two_ledgers_and_executes()
    {
        var store = MemoryLedgerStore.Open(new MemoryDisk());
        var key = LedgerRig.Key;
        var create = new LedgerCreation();
        var alice = Actor("alice");
        var commandId = Cid(70);
        var trade = ForeignWorld.Trade(11, terms: new SettlementTerms { Prepare = PrepareMode.Expiring });
        var bank = new MemoryExternalLedger(LedgerCapabilities.Binding);
        bank.SetBalance(AccountId.Parse("alice-at-bank"), AssetId.Parse("EUR"), 0);
        bank.SetBalance(AccountId.Parse("bob-at-bank"), AssetId.Parse("EUR"), 1_000);

        var adapters = new Dictionary<string, IExternalLedger> { ["bank"] = bank };
        var options = new LedgerOptions { CreateAs = create, Key = key, ExternalLedgers = adapters };
        await using var ledger = await SettlementLedger.OpenAsync(store, options);
        await FillAsync(ledger);

        var submitted = await ledger.SettleAsync(trade, alice);
        Assert.Equal(OutcomeCode.Preparing, submitted.Code);
        Assert.True(SpinWait.SpinUntil(() => CodeOf(ledger, trade) == OutcomeCode.Prepared, Patience));
        Assert.Single(bank.Prepared());

        var execute = new ExecuteCommand { Id = commandId, Actor = alice, Settlement = trade.Id };
        var ordered = await ledger.ExecuteAsync(execute);
        Assert.Equal(OutcomeCode.Committing, ordered.Code);
        Assert.True(SpinWait.SpinUntil(() => CodeOf(ledger, trade) == OutcomeCode.Settled, Patience));
        Assert.Equal(ForeignWorld.Price, bank.BalanceOf(AccountId.Parse("alice-at-bank"), AssetId.Parse("EUR")));
    }

    [Fact]
    public void Every_line_of_code_in_the_guide_stands_in_the_test_above()
    {
        var run = Lines("test", "VeritasVault.Engine.Tests", "Foreign", "TwoPhaseGuideTests.cs");
        var guide = Lines("docs", "guides", "two-phases.md");
        var shown = guide.SkipWhile(line => line != "```csharp").Skip(1).TakeWhile(line => line != "```").ToArray();
        Assert.Equal(7, shown.Length);
        Assert.All(shown, line => Assert.Contains(line, run));
    }

    private static OutcomeCode CodeOf(SettlementLedger ledger, SettlementRequest request) =>
        ledger.View.Settlement(request.Id)!.Code;

    private static async Task FillAsync(SettlementLedger ledger)
    {
        var bank = LedgerId.Parse("bank");
        LedgerCommand[] commands =
        [
            .. World(),
            new RegisterLedger { Id = Cid(901), Actor = Operator, Ledger = bank, Hold = LedgerHold.Binding },
            Open(902, "alice-at-bank", "alice") with { Ledger = bank },
            Open(903, "bob-at-bank", "bob") with { Ledger = bank },
        ];
        foreach (var command in commands)
        {
            Assert.Equal(OutcomeCode.Applied, (await ledger.ExecuteAsync(command)).Code);
        }

        var funding = await ledger.SettleAsync(Pay(2, "bank", "alice", 50, "BOND"), Operator);
        Assert.Equal(OutcomeCode.Settled, funding.Code);
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
