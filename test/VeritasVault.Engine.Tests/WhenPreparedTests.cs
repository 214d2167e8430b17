using VeritasVault.Core;
using VeritasVault.Storage;
using VeritasVault.TestKit.Engine;
using Xunit;
using static VeritasVault.TestKit.Engine.Samples;

namespace VeritasVault.Engine.Tests;

/// <summary>Waiting until a settlement is prepared, without asking again and again.</summary>
public sealed class WhenPreparedTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_waits_is_woken_when_it_is_prepared_and_when_it_fails(bool consents)
    {
        await using var ledger = await OpenAsync();
        Assert.Equal(OutcomeCode.Waiting, (await ledger.SettleAsync(Payment(), Operator)).Code);
        var waiting = ledger.WhenPreparedAsync(Sid(11), Token);
        Assert.False(waiting.IsCompleted);

        await ledger.ExecuteAsync(consents ? Consent(70, 11, "alice") : Reject(70, 11, "alice"));

        var info = await waiting;
        Assert.Equal(consents ? OutcomeCode.Prepared : OutcomeCode.ParticipantRejected, info?.Code);
        Assert.Equal(info?.RecordNo, (await ledger.WhenPreparedAsync(Sid(11), Token))?.RecordNo);
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_or_asks_for_an_unknown_one_is_answered_at_once()
    {
        await using var ledger = await OpenAsync();
        Assert.Null(await ledger.WhenPreparedAsync(Sid(11), Token));
        await ledger.SettleAsync(Payment(), Operator);
        using var source = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            var waiting = ledger.WhenPreparedAsync(Sid(11), source.Token);
            await source.CancelAsync();
            await waiting;
        });
        Assert.Equal(OutcomeCode.Waiting, ledger.View.Settlement(Sid(11))?.Code);
    }

    [Fact]
    public async Task Whoever_waits_when_the_ledger_is_closed_is_told_so()
    {
        var ledger = await OpenAsync();
        await ledger.SettleAsync(Payment(), Operator);
        var error = await Assert.ThrowsAsync<LedgerException>(async () =>
        {
            var waiting = ledger.WhenOverAsync(Sid(11), Token);
            await ledger.DisposeAsync();
            await waiting.WaitAsync(TimeSpan.FromSeconds(20), Token);
        });
        Assert.Equal(LedgerFailure.Stopped, error.Failure);
        error = await Assert.ThrowsAsync<LedgerException>(() => ledger.WhenPreparedAsync(Sid(11), Token));
        Assert.Equal(LedgerFailure.Stopped, error.Failure);
    }

    private static async Task<SettlementLedger> OpenAsync()
    {
        var options = new LedgerOptions { CreateAs = new LedgerCreation(), Key = LedgerRig.Key };
        var ledger = await SettlementLedger.OpenAsync(MemoryLedgerStore.Open(new MemoryDisk()), options, Token);
        foreach (var command in World())
        {
            Assert.Equal(OutcomeCode.Applied, (await ledger.ExecuteAsync(command)).Code);
        }

        Assert.Equal(OutcomeCode.Settled, (await ledger.SettleAsync(Funding, Operator)).Code);
        return ledger;
    }

    private static SettlementRequest Payment() => Pay(
        11, "alice", "bob", 40,
        terms: new SettlementTerms { Prepare = PrepareMode.Binding, Consent = ConsentTerm.Explicit });
}
