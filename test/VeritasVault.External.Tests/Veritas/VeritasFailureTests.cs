using VeritasVault.Core;
using VeritasVault.External.Veritas;
using Xunit;

namespace VeritasVault.External.Tests;

/// <summary>What the other ledger does not do, and why.</summary>
public sealed class VeritasFailureTests : IAsyncLifetime
{
    private VeritasSide _side = null!;
    private WatchedCalls _calls = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _side = await VeritasSide.OpenAsync();
        _calls = new WatchedCalls(_side.Ledger);
    }

    public ValueTask DisposeAsync() => _side.DisposeAsync();

    [Theory]
    [InlineData(OutcomeCode.QueueFull, ForeignFailure.Busy, false)]
    [InlineData(OutcomeCode.StorageFull, ForeignFailure.Busy, false)]
    [InlineData(OutcomeCode.OpenSettlementsFull, ForeignFailure.Busy, false)]
    [InlineData(OutcomeCode.ActorQuotaExceeded, ForeignFailure.Busy, false)]
    [InlineData(OutcomeCode.LedgerReadOnly, ForeignFailure.Busy, false)]
    [InlineData(OutcomeCode.EngineStopped, ForeignFailure.Unreachable, false)]
    [InlineData(OutcomeCode.OutcomeUnknown, ForeignFailure.Unreachable, true)]
    [InlineData(OutcomeCode.QuantityOverflow, ForeignFailure.Rejected, false)]
    public async Task What_is_not_answered_says_why_and_whether_it_may_have_happened(
        OutcomeCode code, ForeignFailure expected, bool mayHave)
    {
        var operation = await OperationAsync(1);
        var prepared = await OperationAsync(2);
        await Adapter().PrepareAsync(prepared, Token);
        _calls.Scripted = new Answer(code, Stage.Initiated, null, default, 0, IsReplay: false);

        foreach (var (call, about) in new[]
        {
            (ForeignCall.Prepare, operation), (ForeignCall.Abort, operation), (ForeignCall.Abort, prepared),
            (ForeignCall.Commit, prepared),
        })
        {
            _calls.Commands = 0;
            var failure = await Assert.ThrowsAsync<ForeignLedgerException>(
                () => Calls.MakeAsync(Adapter(), call, about, Token));
            Assert.Equal((expected, mayHave), (failure.Failure, failure.MayHaveTakenEffect));
            Assert.StartsWith(code.Describe().Name, failure.Message, StringComparison.Ordinal);
            Assert.Equal(1, _calls.Commands);
        }
    }

    [Fact]
    public async Task What_was_recorded_in_spite_of_an_unknown_outcome_is_answered()
    {
        var operation = await OperationAsync(1);
        var adapter = new VeritasLedger(new ForgetfulCalls(_calls), Options());
        Assert.Equal(ForeignState.Prepared, (await adapter.PrepareAsync(operation, Token)).State);
        Assert.Equal(ForeignState.Committed, (await adapter.CommitAsync(operation, Token)).State);
    }

    [Fact]
    public async Task A_closed_ledger_is_unreachable()
    {
        var operation = await OperationAsync(1);
        await _side.DisposeAsync();
        foreach (var call in new[] { ForeignCall.Prepare, ForeignCall.Abort })
        {
            var failure = await Assert.ThrowsAsync<ForeignLedgerException>(
                () => Calls.MakeAsync(_side.Adapter(), call, operation, Token));
            Assert.Equal(ForeignFailure.Unreachable, failure.Failure);
        }
    }

    [Fact]
    public async Task A_coordinator_without_permission_or_part_in_it_is_rejected()
    {
        var operation = await OperationAsync(1);
        await _side.RegisterAsync("stranger");
        var failure = await Assert.ThrowsAsync<ForeignLedgerException>(
            () => _side.Adapter(ActorId.Local("stranger")).PrepareAsync(operation, Token));
        Assert.Equal((ForeignFailure.Rejected, false), (failure.Failure, failure.MayHaveTakenEffect));
        Assert.StartsWith("ACTOR_NOT_PARTY", failure.Message, StringComparison.Ordinal);
        await _side.GiveAsync(new PermitCoordination
        {
            Id = VeritasSide.NewId(),
            Actor = VeritasSide.Operator,
            Participant = ParticipantId.Parse("coordinator"),
            IsPermitted = false,
        });
        failure = await Assert.ThrowsAsync<ForeignLedgerException>(() => Adapter().PrepareAsync(operation, Token));
        Assert.Equal(ForeignFailure.Rejected, failure.Failure);
        Assert.StartsWith("BINDING_NOT_PERMITTED", failure.Message, StringComparison.Ordinal);
        Assert.Equal(ForeignState.NotFound, (await Adapter().QueryAsync(operation.Id, Token)).State);
    }

    [Theory]
    [InlineData("operator", PrepareMode.None)]
    [InlineData("operator", PrepareMode.Binding)]
    [InlineData("coordinator", PrepareMode.None)]
    public async Task An_id_that_somebody_used_before_us_is_refused_whatever_it_moved(string actor, PrepareMode prepare)
    {
        var operation = await OperationAsync(1);
        var transfer = operation.OnlyTransfer();
        await _side.Ledger.SettleAsync(
            new SettlementRequest
            {
                Id = VeritasLedger.SettlementOf(operation.Id),
                Legs = [new Instruction(transfer.From, transfer.To, transfer.Asset, transfer.Quantity)],
                Terms = new SettlementTerms { Prepare = prepare },
            },
            ActorId.Local(actor));

        foreach (var call in Calls.All)
        {
            var reply = await Calls.MakeAsync(Adapter(), call, operation, Token);
            Assert.Equal((ForeignState.Refused, "SETTLEMENT_ID_REUSED"), (reply.State, reply.Code));
        }
    }

    [Fact]
    public async Task An_id_that_somebody_buried_is_aborted()
    {
        var operation = await OperationAsync(1);
        await _side.RegisterAsync("stranger");
        await _side.Ledger.ExecuteAsync(new CancelCommand
        {
            Id = VeritasSide.NewId(),
            Actor = ActorId.Local("stranger"),
            Settlement = VeritasLedger.SettlementOf(operation.Id),
        });
        foreach (var call in Calls.All)
        {
            Assert.Equal(ForeignState.Aborted, (await Calls.MakeAsync(Adapter(), call, operation, Token)).State);
        }
    }

    [Fact]
    public async Task Other_content_is_rejected_by_every_call_while_it_is_prepared()
    {
        var operation = await OperationAsync(1);
        await Adapter().PrepareAsync(operation, Token);
        foreach (var call in Calls.All.Where(call => call != ForeignCall.Query))
        {
            var failure = await Assert.ThrowsAsync<ForeignLedgerException>(
                () => Calls.MakeAsync(Adapter(), call, operation.With(quantity: 41), Token));
            Assert.Equal((ForeignFailure.Rejected, false), (failure.Failure, failure.MayHaveTakenEffect));
        }

        Assert.Equal(ForeignState.Prepared, (await Adapter().QueryAsync(operation.Id, Token)).State);
    }

    [Fact]
    public void Options_outside_their_bounds_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _side.Adapter(default(ActorId)));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new VeritasLedger(_side.Ledger, Options() with { WaitMax = TimeSpan.FromMilliseconds(9) }));
    }

    private VeritasLedgerOptions Options() => new() { Coordinator = VeritasSide.Coordinator };

    private VeritasLedger Adapter() => new(_calls, Options());

    private async Task<ForeignOperation> OperationAsync(int number)
    {
        var operation = Samples.Operation(number, 40);
        await _side.SetBalanceAsync(operation.From, Samples.Euro, 100);
        await _side.SetBalanceAsync(operation.To, Samples.Euro, 0);
        return operation;
    }
}
