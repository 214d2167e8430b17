using VeritasVault.Core;
using VeritasVault.External.TestKit;
using Xunit;

namespace VeritasVault.External.Tests;

public sealed class MemoryBindingLedgerTests : HoldingLedgerContract
{
    private readonly MemoryExternalLedger _memory = new(LedgerCapabilities.Binding);

    protected override Task<IExternalLedger> OpenAsync() => Task.FromResult<IExternalLedger>(_memory);

    protected override Task SetBalanceAsync(AccountId account, AssetId asset, Int128 balance) =>
        Memory.SetAsync(_memory, account, asset, balance);

    protected override Task<Int128> BalanceOfAsync(AccountId account, AssetId asset) =>
        Task.FromResult(_memory.BalanceOf(account, asset));
}

public sealed class MemoryTimeLimitedLedgerTests : HoldingLedgerContract
{
    private readonly MemoryExternalLedger _memory;
    private Timestamp _now = new(1_000_000_000);

    public MemoryTimeLimitedLedgerTests() => _memory = new(LedgerCapabilities.TimeLimited(60), () => _now);

    protected override Task<IExternalLedger> OpenAsync() => Task.FromResult<IExternalLedger>(_memory);

    protected override Task SetBalanceAsync(AccountId account, AssetId asset, Int128 balance) =>
        Memory.SetAsync(_memory, account, asset, balance);

    protected override Task<Int128> BalanceOfAsync(AccountId account, AssetId asset) =>
        Task.FromResult(_memory.BalanceOf(account, asset));

    [Theory]
    [InlineData(59_999_999, ForeignState.Committed)]
    [InlineData(60_000_000, ForeignState.Aborted)]
    public async Task A_hold_lapses_at_its_time_and_not_before(long laterMicros, ForeignState expected)
    {
        var operation = await NewOperationAsync(100, 40);
        var held = await _memory.PrepareAsync(operation, Token);
        Assert.Equal(new Timestamp(_now.Micros + 60_000_000), held.HeldUntil);

        _now = new Timestamp(_now.Micros + laterMicros);

        Assert.Equal(expected, (await _memory.CommitAsync(operation, Token)).State);
        Assert.Equal(expected, (await _memory.QueryAsync(operation.Id, Token)).State);
    }

    [Fact]
    public async Task A_hold_wanted_for_less_is_given_for_less()
    {
        var operation = await NewOperationAsync(100, 40);
        var wanted = new Timestamp(_now.Micros + 5);
        Assert.Equal(wanted, (await _memory.PrepareAsync(operation with { HoldUntil = wanted }, Token)).HeldUntil);
    }
}

public sealed class MemoryCompensatingLedgerTests : PreparingLedgerContract
{
    private readonly MemoryExternalLedger _memory = new(LedgerCapabilities.Compensating);

    protected override Task<IExternalLedger> OpenAsync() => Task.FromResult<IExternalLedger>(_memory);

    protected override Task SetBalanceAsync(AccountId account, AssetId asset, Int128 balance) =>
        Memory.SetAsync(_memory, account, asset, balance);

    protected override Task<Int128> BalanceOfAsync(AccountId account, AssetId asset) =>
        Task.FromResult(_memory.BalanceOf(account, asset));
}

public sealed class MemoryCommitOnlyLedgerTests : CommitOnlyLedgerContract
{
    private readonly MemoryExternalLedger _memory = new(LedgerCapabilities.None);

    protected override Task<IExternalLedger> OpenAsync() => Task.FromResult<IExternalLedger>(_memory);

    protected override Task SetBalanceAsync(AccountId account, AssetId asset, Int128 balance) =>
        Memory.SetAsync(_memory, account, asset, balance);

    protected override Task<Int128> BalanceOfAsync(AccountId account, AssetId asset) =>
        Task.FromResult(_memory.BalanceOf(account, asset));
}

internal static class Memory
{
    internal static Task SetAsync(MemoryExternalLedger memory, AccountId account, AssetId asset, Int128 balance)
    {
        memory.SetBalance(account, asset, balance);
        return Task.CompletedTask;
    }
}
