using VeritasVault.Core;
using VeritasVault.External;
using VeritasVault.External.TestKit;
using VeritasVault.Storage;
using VeritasVault.TestKit.Engine;
using Xunit;
using static VeritasVault.TestKit.Engine.Samples;

namespace VeritasVault.Engine.Tests.Races;

/// <summary>The same races on threads of their own, as a program has them.</summary>
public sealed class ThreadRaceTests
{
    private const int Repetitions = 1_000;
    private static readonly LedgerId Bank = LedgerId.Parse("bank");

    [Fact]
    public async Task Two_threads_that_execute_and_cancel_at_once_have_one_winner()
    {
        await using var ledger = await OpenAsync([]);
        var settled = 0;
        for (var i = 0; i < Repetitions; i++)
        {
            var terms = new SettlementTerms { Prepare = PrepareMode.Binding };
            var request = Pay(1_000 + i, "alice", "bob", 1, terms: terms);
            Assert.Equal(OutcomeCode.Prepared, (await ledger.SettleAsync(request, Operator)).Code);
            var answers = await AtOnceAsync(
                () => ledger.ExecuteAsync(
                    new ExecuteCommand { Id = Cid(1_000 + i), Actor = Operator, Settlement = request.Id }),
                () => ledger.ExecuteAsync(
                    new CancelCommand { Id = Cid(10_000 + i), Actor = Operator, Settlement = request.Id }));
            var end = await ledger.WhenOverAsync(request.Id, TestContext.Current.CancellationToken);
            var hasSettled = end!.Code == OutcomeCode.Settled;
            Assert.Equal(hasSettled ? OutcomeCode.Settled : OutcomeCode.Cancelled, end.Code);
            Assert.Equal(OutcomeCode.AlreadyDecided, answers[hasSettled ? 1 : 0].Code);
            Assert.NotEqual(OutcomeCode.AlreadyDecided, answers[hasSettled ? 0 : 1].Code);
            settled += hasSettled ? 1 : 0;
        }

        await MustHaveMovedAsync(ledger, settled);
    }

    [Fact]
    public async Task An_abort_and_the_reply_of_an_external_ledger_on_two_threads_have_one_winner()
    {
        var (payer, payee, euro) = (AccountId.Parse("bob.bank"), AccountId.Parse("alice.bank"), AssetId.Parse("EUR"));
        var bank = new MemoryExternalLedger(LedgerCapabilities.Binding);
        bank.SetBalance(payer, euro, Repetitions);
        bank.SetBalance(payee, euro, 0);
        await using var ledger = await OpenAsync(new() { [Bank.Value] = bank });
        var settled = 0;
        for (var i = 0; i < Repetitions; i++)
        {
            var request = Settle(
                1_000 + i, Leg("alice", "bob", "EUR", 1), new Instruction(payer, payee, euro, 1) { Ledger = Bank });
            await ledger.SettleAsync(request, Operator);
            var abort = await ledger.ExecuteAsync(
                new AbortCommand { Id = Cid(1_000 + i), Actor = Operator, Settlement = request.Id });
            var end = await ledger.WhenOverAsync(request.Id, TestContext.Current.CancellationToken);
            var hasSettled = abort.Code == OutcomeCode.AlreadyDecided;
            Assert.Equal(hasSettled ? OutcomeCode.Settled : OutcomeCode.OperatorAborted, end!.Code);
            settled += hasSettled ? 1 : 0;
        }

        Assert.Equal(settled, bank.BalanceOf(payee, euro));
        Assert.Empty(bank.Prepared());
        await MustHaveMovedAsync(ledger, settled);
    }

    private static async Task<Answer[]> AtOnceAsync(params Func<Task<Answer>>[] commands)
    {
        using var barrier = new Barrier(commands.Length);
        return await Task.WhenAll(commands.Select(command => Task.Run(() =>
        {
            barrier.SignalAndWait();
            return command();
        })));
    }

    private static async Task MustHaveMovedAsync(SettlementLedger ledger, int settled)
    {
        var (alice, euro) = (AccountId.Parse("alice"), AssetId.Parse("EUR"));
        var position = Assert.Single(ledger.View.Positions(alice, euro));
        Assert.Equal((1_000 - settled, 0), (position.Balance, position.Reserved));
        Assert.Empty(ledger.View.OpenSettlements());
        var report = await ledger.AuditAsync();
        Assert.True(report.Passed, report.FirstDifference);
    }

    private static async Task<SettlementLedger> OpenAsync(Dictionary<string, IExternalLedger> adapters)
    {
        var ledger = await SettlementLedger.OpenAsync(
            MemoryLedgerStore.Open(new MemoryDisk()),
            new LedgerOptions
            {
                CreateAs = new LedgerCreation(),
                Key = LedgerRig.Key,
                ExternalLedgers = adapters,
            });
        LedgerCommand[] commands =
        [
            .. World(),
            new RegisterLedger { Id = Cid(901), Actor = Operator, Ledger = Bank, Hold = LedgerHold.Binding },
            Open(902, "alice.bank", "alice") with { Ledger = Bank },
            Open(903, "bob.bank", "bob") with { Ledger = Bank },
        ];
        foreach (var command in commands)
        {
            Assert.Equal(OutcomeCode.Applied, (await ledger.ExecuteAsync(command)).Code);
        }

        Assert.Equal(OutcomeCode.Settled, (await ledger.SettleAsync(Funding, Operator)).Code);
        return ledger;
    }
}
