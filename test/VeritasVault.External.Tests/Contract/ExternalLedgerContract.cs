using VeritasVault.Core;
using Xunit;

namespace VeritasVault.External.Tests;

/// <summary>What every foreign ledger must keep, whatever it can hold. Tests share a ledger and never an
/// account.</summary>
public abstract class ExternalLedgerContract : IAsyncLifetime
{
    protected static readonly AssetId Euro = AssetId.Parse("EUR");

    private static int _last;

    protected IExternalLedger Ledger { get; private set; } = null!;

    /// <summary>Random sequences that are compared with the model.</summary>
    protected virtual int Sequences => 200;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected LedgerHold Hold => Ledger.Capabilities.Hold;

    public async ValueTask InitializeAsync() => Ledger = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<IExternalLedger> OpenAsync();

    protected abstract Task SetBalanceAsync(AccountId account, AssetId asset, Int128 balance);

    protected abstract Task<Int128> BalanceOfAsync(AccountId account, AssetId asset);

    protected virtual ValueTask CloseAsync() => default;

    [Fact]
    public async Task An_operation_nobody_sent_is_not_found()
    {
        var operation = await NewOperationAsync(100, 40);
        Assert.Equal(ForeignState.NotFound, (await Ledger.QueryAsync(operation.Id, Token)).State);
    }

    [Fact]
    public async Task A_settled_operation_moves_its_value_once_however_often_it_is_committed()
    {
        var operation = await NewOperationAsync(100, 40);
        await PrepareIfCanAsync(operation);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(ForeignState.Committed, (await Ledger.CommitAsync(operation, Token)).State);
        }

        await MustHoldAsync(operation, payer: 60, payee: 40);
    }

    [Fact]
    public async Task Commits_of_two_coordinators_at_once_move_the_value_once()
    {
        for (var round = 0; round < 5; round++)
        {
            var operation = await NewOperationAsync(100, 40);
            await PrepareIfCanAsync(operation);

            var replies = await Task.WhenAll(
                Enumerable.Range(0, 6).Select(_ => TryAsync(() => Ledger.CommitAsync(operation, Token))));

            Assert.All(replies, reply => Assert.Equal(ForeignState.Committed, reply?.State ?? ForeignState.Committed));
            Assert.Equal(ForeignState.Committed, (await Ledger.CommitAsync(operation, Token)).State);
            await MustHoldAsync(operation, payer: 60, payee: 40);
        }
    }

    [Fact]
    public async Task What_the_payer_does_not_have_is_refused_for_good()
    {
        var operation = await NewOperationAsync(39, 40);

        var refused = await FirstStepAsync(operation);
        await SetBalanceAsync(operation.From, Euro, 1000);
        var again = await FirstStepAsync(operation);

        Assert.Equal(ForeignState.Refused, refused.State);
        Assert.NotEqual("", refused.Code);
        Assert.Equal(refused, again);
        Assert.Equal(refused, await Ledger.QueryAsync(operation.Id, Token));
        Assert.Equal(ForeignState.Refused, (await Ledger.CommitAsync(operation, Token)).State);
        await MustHoldAsync(operation, payer: 1000, payee: 0);
    }

    [Fact]
    public async Task The_last_unit_can_be_paid()
    {
        var operation = await NewOperationAsync(40, 40);
        await PrepareIfCanAsync(operation);
        Assert.Equal(ForeignState.Committed, (await Ledger.CommitAsync(operation, Token)).State);
        await MustHoldAsync(operation, payer: 0, payee: 40);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_account_the_ledger_does_not_know_is_refused(bool payer)
    {
        var known = await NewOperationAsync(100, 40);
        var stranger = AccountId.Parse($"nobody-{Interlocked.Increment(ref _last)}");
        var operation = payer ? known.With(from: stranger) : known.With(to: stranger);

        var reply = await FirstStepAsync(operation);

        Assert.Equal(ForeignState.Refused, reply.State);
        Assert.NotEqual("", reply.Code);
        Assert.Equal(100, await BalanceOfAsync(known.From, Euro));
    }

    [Fact]
    public async Task The_same_id_with_other_content_is_rejected_and_changes_nothing()
    {
        var operation = await NewOperationAsync(100, 40);
        await FirstStepAsync(operation);
        await Ledger.CommitAsync(operation, Token);

        foreach (var other in new[]
        {
            operation.With(quantity: 41),
            operation.With(from: operation.To, to: operation.From),
            operation.With(asset: AssetId.Parse("USD")),
        })
        {
            var failure = await Assert.ThrowsAsync<ForeignLedgerException>(() => FirstStepAsync(other));
            Assert.Equal(ForeignFailure.Rejected, failure.Failure);
            Assert.False(failure.MayHaveTakenEffect);
        }

        await MustHoldAsync(operation, payer: 60, payee: 40);
    }

    [Fact]
    public async Task Quantities_wider_than_64_bits_move_exactly()
    {
        var wide = Int128.Parse("12345678901234567890123456789");
        var operation = await NewOperationAsync(wide + 1, wide);
        await PrepareIfCanAsync(operation);
        await Ledger.CommitAsync(operation, Token);
        await MustHoldAsync(operation, payer: 1, payee: wide);
    }

    [Fact]
    public async Task A_transfer_from_an_account_to_itself_changes_no_balance()
    {
        var operation = await NewOperationAsync(100, 40);
        var circle = operation.With(to: operation.From);
        await PrepareIfCanAsync(circle);
        Assert.Equal(ForeignState.Committed, (await Ledger.CommitAsync(circle, Token)).State);
        Assert.Equal(100, await BalanceOfAsync(circle.From, Euro));
    }

    protected Task<ForeignReply> FirstStepAsync(ForeignOperation operation) =>
        Ledger.Capabilities.CanPrepare
            ? Ledger.PrepareAsync(operation, Token)
            : Ledger.CommitAsync(operation, Token);

    protected async Task PrepareIfCanAsync(ForeignOperation operation)
    {
        if (Ledger.Capabilities.CanPrepare)
        {
            Assert.Equal(ForeignState.Prepared, (await Ledger.PrepareAsync(operation, Token)).State);
        }
    }

    /// <summary>Two accounts of their own, the payer's with that balance, and an operation between them.</summary>
    protected async Task<ForeignOperation> NewOperationAsync(Int128 balance, Int128 quantity)
    {
        var number = Interlocked.Increment(ref _last);
        var operation = Samples.Operation(number, quantity);
        await SetBalanceAsync(operation.From, Euro, balance);
        await SetBalanceAsync(operation.To, Euro, 0);
        return operation;
    }

    protected async Task MustHoldAsync(ForeignOperation operation, Int128 payer, Int128 payee)
    {
        Assert.Equal(payer, await BalanceOfAsync(operation.From, operation.Asset));
        Assert.Equal(payee, await BalanceOfAsync(operation.To, operation.Asset));
    }

    /// <summary>The reply, or nothing when the ledger was busy with another caller.</summary>
    protected static async Task<ForeignReply?> TryAsync(Func<Task<ForeignReply>> call)
    {
        try
        {
            return await call();
        }
        catch (ForeignLedgerException busy) when (busy.Failure == ForeignFailure.Busy)
        {
            return null;
        }
    }
}
