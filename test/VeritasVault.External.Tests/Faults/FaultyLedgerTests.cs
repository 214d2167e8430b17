using VeritasVault.Core;
using VeritasVault.External.TestKit;
using Xunit;

namespace VeritasVault.External.Tests;

public sealed class FaultyLedgerTests
{
    private readonly MemoryExternalLedger _memory = new(LedgerCapabilities.Binding);
    private readonly FaultyLedger _faulty;
    private readonly ForeignOperation _operation = Samples.Operation(1, 40);

    public FaultyLedgerTests()
    {
        _faulty = new FaultyLedger(_memory);
        _memory.SetBalance(_operation.From, Samples.Euro, 100);
        _memory.SetBalance(_operation.To, Samples.Euro, 0);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_script_it_is_the_ledger_behind_it()
    {
        Assert.Equal(ForeignState.Prepared, (await _faulty.PrepareAsync(_operation, Token)).State);
        Assert.Equal(ForeignState.Committed, (await _faulty.CommitAsync(_operation, Token)).State);
        Assert.Equal([ForeignCall.Prepare, ForeignCall.Commit], _faulty.Calls.Select(call => call.Call));
    }

    [Fact]
    public async Task A_lost_request_has_no_effect_and_a_lost_answer_has()
    {
        _faulty.On(1, new Fault.LoseRequest()).On(2, new Fault.LoseAnswer());

        await Assert.ThrowsAsync<ForeignLedgerException>(() => _faulty.PrepareAsync(_operation, Token));
        Assert.Equal(ForeignState.NotFound, await StateAsync());
        var failure = await Assert.ThrowsAsync<ForeignLedgerException>(() => _faulty.PrepareAsync(_operation, Token));
        Assert.True(failure.MayHaveTakenEffect);
        Assert.Equal(ForeignState.Prepared, await StateAsync());
    }

    [Fact]
    public async Task A_fault_may_be_meant_for_one_operation_whatever_others_are_called_for()
    {
        var other = Samples.Operation(2, 40);
        _memory.SetBalance(other.From, Samples.Euro, 100);
        _memory.SetBalance(other.To, Samples.Euro, 0);
        _faulty.On(_operation.Id, ForeignCall.Prepare, 2, new Fault.LoseAnswer());

        await _faulty.PrepareAsync(_operation, Token);
        await _faulty.PrepareAsync(other, Token);
        await _faulty.PrepareAsync(other, Token);
        await Assert.ThrowsAsync<ForeignLedgerException>(() => _faulty.PrepareAsync(_operation, Token));
        Assert.Equal(ForeignState.Prepared, (await _faulty.PrepareAsync(_operation, Token)).State);
    }

    [Fact]
    public async Task A_scripted_refusal_is_final_for_the_id()
    {
        _faulty.On(ForeignCall.Prepare, 1, new Fault.Refuse("closed"));
        Assert.Equal("closed", (await _faulty.PrepareAsync(_operation, Token)).Code);
        Assert.Equal(ForeignState.Refused, (await _faulty.PrepareAsync(_operation, Token)).State);
        Assert.Equal(ForeignState.Refused, (await _faulty.QueryAsync(_operation.Id, Token)).State);
        Assert.Equal(ForeignState.NotFound, await StateAsync());
    }

    [Theory]
    [InlineData(false, ForeignState.NotFound)]
    [InlineData(true, ForeignState.Prepared)]
    public async Task A_call_hangs_before_or_after_its_effect_until_it_is_released(bool after, ForeignState meanwhile)
    {
        _faulty.On(ForeignCall.Prepare, 1, after ? new Fault.AnswerLate() : new Fault.Hang());
        var call = _faulty.PrepareAsync(_operation, Token);
        await _faulty.HangingAsync(1);
        Assert.False(call.IsCompleted);
        Assert.Equal(meanwhile, await StateAsync());

        _faulty.Release(1);

        Assert.True(call.IsCompleted);
        Assert.Equal(ForeignState.Prepared, (await call).State);
    }

    [Fact]
    public async Task A_hanging_call_ends_with_its_token_unless_told_not_to_listen()
    {
        using var cancel = new CancellationTokenSource();
        _faulty.On(1, new Fault.Hang()).On(2, new Fault.Hang());
        var listening = _faulty.PrepareAsync(_operation, cancel.Token);
        await cancel.CancelAsync();
        Assert.True(listening.IsCanceled);

        _faulty.IgnoresCancellation = true;
        var deaf = _faulty.PrepareAsync(_operation, cancel.Token);
        Assert.False(deaf.IsCompleted);
        _faulty.Release(2);
        Assert.Equal(ForeignState.Prepared, (await deaf).State);
    }

    [Fact]
    public async Task Requests_can_arrive_twice_and_answers_can_be_wrong_or_forgetful()
    {
        _faulty.On(1, new Fault.Twice())
            .On(2, new Fault.AnswerWrongly(new ForeignReply(ForeignState.Aborted)))
            .On(3, new Fault.Forget());
        Assert.Equal(ForeignState.Prepared, (await _faulty.PrepareAsync(_operation, Token)).State);
        Assert.Equal(ForeignState.Aborted, (await _faulty.CommitAsync(_operation, Token)).State);
        Assert.Equal(ForeignState.Committed, await StateAsync());
        Assert.Equal(ForeignState.NotFound, (await _faulty.QueryAsync(_operation.Id, Token)).State);
        Assert.Equal(40, _memory.BalanceOf(_operation.To, Samples.Euro));
    }

    private async Task<ForeignState> StateAsync() => (await _memory.QueryAsync(_operation.Id, Token)).State;
}
