using Microsoft.Extensions.Time.Testing;
using VeritasVault.Core;
using VeritasVault.Engine;
using VeritasVault.External.Veritas;
using Xunit;

namespace VeritasVault.External.Tests;

/// <summary>Operations that wait at the other ledger for somebody there.</summary>
public sealed class VeritasWaitingTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private VeritasSide _side = null!;
    private WatchedCalls _calls = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _side = await VeritasSide.OpenAsync();
        _calls = new WatchedCalls(_side.Ledger);
    }

    public ValueTask DisposeAsync() => _side.DisposeAsync();

    [Fact]
    public async Task A_prepare_waits_for_a_consent_and_goes_on_with_it()
    {
        var operation = await OperationAsync(1, ConsentPolicy.Recorded);
        _calls.OnWait = () => ConsentAsync(operation, "payer-owner");

        Assert.Equal(ForeignState.Prepared, (await Adapter().PrepareAsync(operation, Token)).State);

        Assert.Equal(ForeignState.Committed, (await Adapter().CommitAsync(operation, Token)).State);
        Assert.Equal(40, _side.BalanceOf(operation.To, Samples.Euro));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_waits_too_long_is_told_for_whom_and_can_ask_again(bool byToken)
    {
        var operation = await OperationAsync(2, ConsentPolicy.Recorded);
        using var source = new CancellationTokenSource();
        _calls.OnWait = () =>
        {
            if (!byToken)
            {
                _time.Advance(TimeSpan.FromSeconds(5));
            }

            return byToken ? source.CancelAsync() : Task.CompletedTask;
        };

        var failure = await Assert.ThrowsAsync<ForeignLedgerException>(
            () => Adapter().PrepareAsync(operation, source.Token));

        Assert.Equal((ForeignFailure.Busy, true), (failure.Failure, failure.MayHaveTakenEffect));
        Assert.Equal("waits there: payer-owner has not consented yet", failure.Message);
        var asked = await Adapter().QueryAsync(operation.Id, Token);
        Assert.Equal((ForeignState.NotFound, failure.Message), (asked.State, asked.Text));
        Assert.Equal(ForeignState.NotFound, (await Adapter().CommitAsync(operation, Token)).State);
        await ConsentAsync(operation, "payer-owner");
        Assert.Equal(ForeignState.Prepared, (await Adapter().PrepareAsync(operation, Token)).State);
        Assert.Equal(0, _side.BalanceOf(operation.To, Samples.Euro));
    }

    [Fact]
    public async Task Who_waits_when_that_ledger_is_closed_is_told_at_once_that_it_is_unreachable()
    {
        var operation = await OperationAsync(9, ConsentPolicy.Recorded);
        _calls.OnWait = () => _side.DisposeAsync().AsTask();
        var failure = await Assert.ThrowsAsync<ForeignLedgerException>(
            () => Adapter().PrepareAsync(operation, Token).WaitAsync(TimeSpan.FromSeconds(20), Token));
        Assert.Equal((ForeignFailure.Unreachable, true), (failure.Failure, failure.MayHaveTakenEffect));
    }

    [Fact]
    public async Task What_waits_for_a_consent_is_aborted_at_once_and_the_consent_comes_too_late()
    {
        var operation = await OperationAsync(3, ConsentPolicy.Recorded);
        _calls.OnWait = async () =>
        {
            Assert.Equal(ForeignState.Aborted, (await Adapter().AbortAsync(operation, Token)).State);
        };

        Assert.Equal(ForeignState.Aborted, (await Adapter().PrepareAsync(operation, Token)).State);

        Assert.Equal(OutcomeCode.AlreadyDecided, (await GiveConsentAsync(operation, "payer-owner")).Code);
    }

    [Fact]
    public async Task When_a_party_gave_its_word_an_abort_waits_until_the_rest_is_there_and_then_ends_it()
    {
        var operation = await OperationAsync(4, ConsentPolicy.Recorded);
        await _side.RegisterAsync("second", ConsentPolicy.Recorded);
        var other = AccountId.Parse("second-4");
        await _side.SetBalanceAsync(other, Samples.Euro, 1, "second");
        operation = operation with
        {
            Transfers = [.. operation.Transfers, new ForeignTransfer(other, operation.To, Samples.Euro, 1)],
        };
        _calls.OnWait = TimeOut;
        await Assert.ThrowsAsync<ForeignLedgerException>(() => Adapter().PrepareAsync(operation, Token));
        await ConsentAsync(operation, "payer-owner");

        for (var i = 0; i < 2; i++)
        {
            var failure = await Assert.ThrowsAsync<ForeignLedgerException>(
                () => Adapter().AbortAsync(operation, Token));
            Assert.Equal((ForeignFailure.Busy, true), (failure.Failure, failure.MayHaveTakenEffect));
            Assert.Equal("waits there: second has not consented yet", failure.Message);
        }

        _calls.OnWait = () => ConsentAsync(operation, "second");
        Assert.Equal(ForeignState.Aborted, (await Adapter().AbortAsync(operation, Token)).State);
        Assert.Equal((100, 0), (_side.BalanceOf(operation.Transfers[0].From, Samples.Euro), Reserved()));
    }

    [Fact]
    public async Task A_frozen_account_hinders_a_commit_until_the_thaw()
    {
        var operation = await OperationAsync(5);
        await Adapter().PrepareAsync(operation, Token);
        await _side.SetStatusAsync(operation.To, AccountStatus.Frozen);

        var failure = await Assert.ThrowsAsync<ForeignLedgerException>(() => Adapter().CommitAsync(operation, Token));

        Assert.Equal((ForeignFailure.Busy, false), (failure.Failure, failure.MayHaveTakenEffect));
        Assert.StartsWith("PREPARED_FROZEN: ", failure.Message, StringComparison.Ordinal);
        Assert.Equal(ForeignState.Prepared, (await Adapter().QueryAsync(operation.Id, Token)).State);
        await _side.SetStatusAsync(operation.To, AccountStatus.Open);
        Assert.Equal(ForeignState.Committed, (await Adapter().CommitAsync(operation, Token)).State);
    }

    [Fact]
    public async Task The_time_until_which_a_hold_is_wanted_bounds_the_waiting_and_is_no_content()
    {
        var late = (await OperationAsync(6)) with { HoldUntil = new Timestamp(1) };
        var refused = await Adapter().PrepareAsync(late, Token);
        Assert.Equal((ForeignState.Refused, "DEADLINE_PASSED"), (refused.State, refused.Code));

        var operation = (await OperationAsync(7)) with { HoldUntil = new Timestamp(4_000_000_000_000_000) };
        var first = await Adapter().PrepareAsync(operation, Token);
        Assert.Equal((ForeignState.Prepared, null), (first.State, first.HeldUntil));
        Assert.Equal(first, await Adapter().PrepareAsync(operation with { HoldUntil = null }, Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Signatures_come_from_the_hook_or_are_waited_for(bool hasHook)
    {
        var operation = await OperationAsync(8, ConsentPolicy.Recorded);
        var owner = ParticipantId.Parse("payer-owner");
        using var key = SigningKey.FromSeed([.. Enumerable.Repeat((byte)7, SigningKey.SeedSize)]);
        await _side.GiveAsync(new RegisterKey
        {
            Id = VeritasSide.NewId(),
            Actor = VeritasSide.Operator,
            Participant = owner,
            PublicKey = PublicKey.Read(key.PublicKey.Bytes),
        });
        await _side.GiveAsync(new SetConsentPolicy
        {
            Id = VeritasSide.NewId(),
            Actor = VeritasSide.Operator,
            Participant = owner,
            Policy = ConsentPolicy.Signed,
        });
        var signer = new ApprovalSigner(owner, key);
        var adapter = new VeritasLedger(
            _calls,
            Options() with
            {
                Approvals = !hasHook ? null : (request, _) =>
                    Task.FromResult<Approval[]>([signer.Approve(Origin.Parse(_side.View.Origin), request)]),
            },
            _time);
        _calls.OnWait = TimeOut;

        if (hasHook)
        {
            Assert.Equal(ForeignState.Prepared, (await adapter.PrepareAsync(operation, Token)).State);
            Assert.Equal(ForeignState.Committed, (await adapter.CommitAsync(operation, Token)).State);
            return;
        }

        var failure = await Assert.ThrowsAsync<ForeignLedgerException>(() => adapter.PrepareAsync(operation, Token));
        Assert.Equal("waits there: the signature of payer-owner is missing", failure.Message);
    }

    private VeritasLedgerOptions Options() => new() { Coordinator = VeritasSide.Coordinator };

    private VeritasLedger Adapter() => new(_calls, Options(), _time);

    private Task TimeOut()
    {
        _time.Advance(TimeSpan.FromSeconds(5));
        return Task.CompletedTask;
    }

    /// <summary>From an account of payer-owner's, who has that policy, to one of the coordinator's.</summary>
    private async Task<ForeignOperation> OperationAsync(int number, ConsentPolicy policy = ConsentPolicy.Implied)
    {
        var operation = Samples.Operation(number, 40);
        if (_side.View.Participant(ParticipantId.Parse("payer-owner")) is null)
        {
            await _side.RegisterAsync("payer-owner");
        }

        await _side.SetBalanceAsync(operation.From, Samples.Euro, 100, "payer-owner");
        await _side.SetBalanceAsync(operation.To, Samples.Euro, 0);
        await _side.GiveAsync(new SetConsentPolicy
        {
            Id = VeritasSide.NewId(),
            Actor = VeritasSide.Operator,
            Participant = ParticipantId.Parse("payer-owner"),
            Policy = policy,
        });
        return operation;
    }

    private async Task ConsentAsync(ForeignOperation operation, string participant) => Assert.NotEqual(
        OutcomeKind.Refused, (await GiveConsentAsync(operation, participant)).Code.Describe().Kind);

    private Task<Answer> GiveConsentAsync(ForeignOperation operation, string participant) =>
        _side.Ledger.ExecuteAsync(new ConsentCommand
        {
            Id = VeritasSide.NewId(),
            Actor = ActorId.Local(participant),
            Settlement = VeritasLedger.SettlementOf(operation.Id),
        });

    private Int128 Reserved() => _side.View.Positions().Aggregate(Int128.Zero, (sum, one) => sum + one.Reserved);
}
