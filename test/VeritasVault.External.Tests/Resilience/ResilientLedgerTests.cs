using Microsoft.Extensions.Time.Testing;
using VeritasVault.Core;
using VeritasVault.External.TestKit;
using Xunit;

namespace VeritasVault.External.Tests;

public sealed class ResilientLedgerTests
{
    private static readonly ResilientLedgerOptions Options = new()
    {
        AttemptsMax = 4,
        CallTimeout = TimeSpan.FromSeconds(10),
        DelayFirst = TimeSpan.FromMilliseconds(200),
        DelayMax = TimeSpan.FromMilliseconds(500),
    };

    private readonly FakeTimeProvider _time = new();
    private readonly MemoryExternalLedger _memory = new(LedgerCapabilities.Binding);
    private readonly FaultyLedger _faulty;
    private readonly ForeignOperation _operation = Samples.Operation(1, 40);
    private readonly List<ForeignAttempt> _attempts = [];
    private readonly ResilientLedger _ledger;

    public ResilientLedgerTests()
    {
        _faulty = new FaultyLedger(_memory);
        _memory.SetBalance(_operation.From, Samples.Euro, 100);
        _memory.SetBalance(_operation.To, Samples.Euro, 0);
        _ledger = new ResilientLedger(_faulty, Options, _time, new LongestDelay(), _attempts.Add);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_that_works_is_made_once()
    {
        Assert.Equal(ForeignState.Prepared, (await _ledger.PrepareAsync(_operation, Token)).State);
        Assert.Single(_faulty.Calls);
        Assert.Empty(_attempts);
    }

    [Fact]
    public async Task A_lost_answer_is_asked_for_again_and_the_value_moves_once()
    {
        _faulty.On(ForeignCall.Prepare, 1, new Fault.LoseAnswer()).On(ForeignCall.Commit, 1, new Fault.LoseAnswer());
        Assert.Equal(ForeignState.Prepared, (await FinishAsync(() => _ledger.PrepareAsync(_operation, Token))).State);
        Assert.Equal(ForeignState.Committed, (await FinishAsync(() => _ledger.CommitAsync(_operation, Token))).State);
        Assert.Equal(40, _memory.BalanceOf(_operation.To, Samples.Euro));
        Assert.Equal([ForeignCall.Prepare, ForeignCall.Commit], _attempts.Select(attempt => attempt.Call));
        Assert.All(_attempts, attempt => Assert.Equal(_operation.Id, attempt.OperationId));
    }

    [Fact]
    public async Task Attempts_are_bounded_and_their_delays_double_up_to_the_cap()
    {
        for (var i = 1; i <= 5; i++)
        {
            _faulty.On(i, new Fault.LoseRequest(ForeignFailure.Busy, MayHaveTakenEffect: false));
        }

        var failure = await Assert.ThrowsAsync<ForeignLedgerException>(
            () => FinishAsync(() => _ledger.PrepareAsync(_operation, Token)));

        Assert.Equal((ForeignFailure.Busy, false), (failure.Failure, failure.MayHaveTakenEffect));
        Assert.Equal(4, _faulty.Calls.Count);
        Assert.Equal([1, 2, 3, 4], _attempts.Select(attempt => attempt.Number));
        Assert.Equal([200, 400, 500, null], _attempts.Select(attempt => attempt.NextDelay?.TotalMilliseconds));
    }

    [Fact]
    public async Task Each_delay_is_waited_for_in_full()
    {
        _faulty.On(1, new Fault.LoseRequest());
        var call = _ledger.PrepareAsync(_operation, Token);
        _time.Advance(TimeSpan.FromMilliseconds(199));
        Assert.Single(_faulty.Calls);
        Assert.False(call.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(ForeignState.Prepared, (await call).State);
    }

    [Fact]
    public async Task Delays_are_drawn_between_nothing_and_the_bound()
    {
        var delays = new List<TimeSpan>();
        for (var seed = 0; seed < 200; seed++)
        {
            var faulty = new FaultyLedger(_memory).On(1, new Fault.LoseRequest());
            var ledger = new ResilientLedger(
                faulty, Options, _time, new Random(seed), attempt => delays.Add(attempt.NextDelay!.Value));
            await FinishAsync(() => ledger.QueryAsync(_operation.Id, Token));
        }

        Assert.All(delays, delay => Assert.InRange(delay, TimeSpan.Zero, Options.DelayFirst));
        Assert.InRange(delays.Average(delay => delay.TotalMilliseconds), 80, 120);
        Assert.True(delays.Min() < TimeSpan.FromMilliseconds(20) && delays.Max() > TimeSpan.FromMilliseconds(180));
    }

    [Theory]
    [InlineData(ForeignFailure.Rejected)]
    [InlineData(ForeignFailure.Broken)]
    public async Task What_is_final_is_not_repeated(ForeignFailure final)
    {
        _faulty.On(1, new Fault.LoseRequest(final, MayHaveTakenEffect: false));
        var failure = await Assert.ThrowsAsync<ForeignLedgerException>(() => _ledger.PrepareAsync(_operation, Token));
        Assert.Equal(final, failure.Failure);
        Assert.Single(_faulty.Calls);
        Assert.Null(Assert.Single(_attempts).NextDelay);
    }

    [Fact]
    public async Task A_refusal_is_a_reply_and_is_not_repeated()
    {
        _faulty.On(1, new Fault.Refuse());
        Assert.Equal(ForeignState.Refused, (await _ledger.PrepareAsync(_operation, Token)).State);
        Assert.Empty(_attempts);
    }

    [Fact]
    public async Task The_last_failure_remembers_that_an_earlier_attempt_may_have_taken_effect()
    {
        _faulty.On(1, new Fault.LoseAnswer())
            .On(2, new Fault.LoseRequest(ForeignFailure.Rejected, MayHaveTakenEffect: false));
        var failure = await Assert.ThrowsAsync<ForeignLedgerException>(
            () => FinishAsync(() => _ledger.CommitAsync(_operation, Token)));
        Assert.Equal((ForeignFailure.Rejected, true), (failure.Failure, failure.MayHaveTakenEffect));
        Assert.Equal([true, false], _attempts.Select(attempt => attempt.MayHaveTakenEffect));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_that_hangs_is_left_after_its_time_even_when_it_does_not_listen(bool deaf)
    {
        _faulty.IgnoresCancellation = deaf;
        _faulty.On(1, new Fault.AnswerLate());
        var call = _ledger.PrepareAsync(_operation, Token);
        await _faulty.HangingAsync(1);

        await AdvanceAsync(call);
        Assert.Equal(ForeignState.Prepared, (await call).State);

        var attempt = Assert.Single(_attempts);
        Assert.Equal((ForeignFailure.TimedOut, true), (attempt.Failure, attempt.MayHaveTakenEffect));
        Assert.Equal(2, _faulty.Calls.Count);
        _faulty.Release(1);
    }

    [Fact]
    public async Task A_question_that_is_not_answered_changed_nothing()
    {
        _faulty.On(1, new Fault.Hang());
        await FinishAsync(() => _ledger.QueryAsync(_operation.Id, Token));
        Assert.False(Assert.Single(_attempts).MayHaveTakenEffect);
    }

    [Fact]
    public async Task An_answer_that_contradicts_the_protocol_is_broken_and_not_repeated()
    {
        _faulty.On(1, new Fault.AnswerWrongly(new ForeignReply(ForeignState.NotFound)));
        var failure = await Assert.ThrowsAsync<ForeignLedgerException>(() => _ledger.PrepareAsync(_operation, Token));
        Assert.Equal((ForeignFailure.Broken, true), (failure.Failure, failure.MayHaveTakenEffect));
        Assert.Single(_faulty.Calls);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_between_attempts()
    {
        using var cancel = new CancellationTokenSource();
        _faulty.On(1, new Fault.LoseRequest());
        var call = _ledger.PrepareAsync(_operation, cancel.Token);
        await cancel.CancelAsync();
        await AdvanceAsync(call);
        Assert.True(call.IsCanceled);
        Assert.Single(_faulty.Calls);
    }

    [Fact]
    public void Bounds_are_checked_when_it_is_made()
    {
        ResilientLedgerOptions[] wrong =
        [
            new() { AttemptsMax = 0 }, new() { AttemptsMax = 101 }, new() { CallTimeout = TimeSpan.Zero },
            new() { DelayFirst = TimeSpan.Zero }, new() { DelayMax = TimeSpan.FromMilliseconds(1) },
        ];
        Assert.All(wrong, options => Assert.Throws<ArgumentOutOfRangeException>(
            () => new ResilientLedger(_memory, options, _time, Random.Shared)));
    }

    private async Task<ForeignReply> FinishAsync(Func<Task<ForeignReply>> start)
    {
        var call = start();
        await AdvanceAsync(call);
        return await call;
    }

    /// <summary>Moves the clock on, a little at a time, until the call is done.</summary>
    private async Task AdvanceAsync(Task call)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!call.IsCompleted)
        {
            Assert.False(limit.IsCancellationRequested, "the call was not done although its clock went on for 20 s");
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }
    }

    /// <summary>Draws the bound itself.</summary>
    private sealed class LongestDelay : Random
    {
        public override long NextInt64(long maxValue) => maxValue - 1;
    }
}
