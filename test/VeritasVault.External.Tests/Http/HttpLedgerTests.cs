using VeritasVault.Core;
using VeritasVault.External.Http;
using Xunit;

namespace VeritasVault.External.Tests;

public sealed class HttpLedgerTests : PreparingLedgerContract
{
    private TransferService _service = null!;
    private HttpClient _client = null!;

    [Fact]
    public async Task A_refund_whose_money_is_spent_is_rejected_and_the_transfer_stands()
    {
        var operation = await NewOperationAsync(100, 40);
        await Ledger.PrepareAsync(operation, Token);
        await SetBalanceAsync(operation.To, Euro, 0);

        var failure = await Assert.ThrowsAsync<ForeignLedgerException>(() => Ledger.AbortAsync(operation, Token));

        Assert.Equal((ForeignFailure.Rejected, false), (failure.Failure, failure.MayHaveTakenEffect));
        Assert.Equal(ForeignState.Prepared, (await Ledger.QueryAsync(operation.Id, Token)).State);
    }

    [Fact]
    public async Task A_service_that_is_gone_is_unreachable_and_nothing_happened()
    {
        var operation = await NewOperationAsync(100, 40);
        await _service.DisposeAsync();
        using var client = HttpLedger.CreateClient(_client.BaseAddress!);
        var failure = await Assert.ThrowsAsync<ForeignLedgerException>(
            () => new HttpLedger(client).PrepareAsync(operation, Token));
        Assert.Equal((ForeignFailure.Unreachable, false), (failure.Failure, failure.MayHaveTakenEffect));
    }

    protected override async Task<IExternalLedger> OpenAsync()
    {
        _service = await TransferService.StartAsync();
        _client = HttpLedger.CreateClient(_service.Address);
        return new HttpLedger(_client);
    }

    protected override Task SetBalanceAsync(AccountId account, AssetId asset, Int128 balance) =>
        Memory.SetAsync(_service.Books, account, asset, balance);

    protected override Task<Int128> BalanceOfAsync(AccountId account, AssetId asset) =>
        Task.FromResult(_service.Books.BalanceOf(account, asset));

    protected override async ValueTask CloseAsync()
    {
        _client.Dispose();
        await _service.DisposeAsync();
    }
}
