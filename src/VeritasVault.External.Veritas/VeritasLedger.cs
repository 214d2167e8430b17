using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.External.Veritas;

/// <summary>
/// Another VeritasVault ledger as a foreign ledger with binding holds. An operation is a settlement there, prepared
/// bindingly: prepare submits it, commit executes it, abort cancels it.
/// </summary>
/// <remarks>
/// <para>Every reply is read from a durable block of the other ledger, after whatever the call did there. A settlement
/// that waits for somebody is no reply: the call waits with it, and then fails as
/// <see cref="ForeignFailure.Busy"/>.</para>
/// <para>A decision there is final although the settlement may have legs on further ledgers that are still being told:
/// the reply does not wait for them.</para>
/// </remarks>
public sealed class VeritasLedger : IExternalLedger
{
    // An abort looks again when something happened between looking and cancelling.
    private const int RoundsMax = 8;

    private readonly IVeritasCalls _calls;
    private readonly VeritasLedgerOptions _options;
    private readonly VeritasRequests _requests;
    private readonly TimeProvider _time;

    /// <summary>Creates the adapter; the ledger stays its owner's, and must stay open.</summary>
    /// <param name="ledger">The other ledger.</param>
    /// <param name="options">Who we are there.</param>
    /// <param name="time">Where the bound of waiting comes from; null: real time.</param>
    /// <exception cref="ArgumentException">An option is outside its bounds.</exception>
    public VeritasLedger(SettlementLedger ledger, VeritasLedgerOptions options, TimeProvider? time = null)
        : this(new OpenLedgerCalls(ledger ?? throw new ArgumentNullException(nameof(ledger))), options, time)
    {
    }

    internal VeritasLedger(IVeritasCalls calls, VeritasLedgerOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _calls = calls;
        _options = options;
        _requests = new VeritasRequests(calls, options);
        _time = time ?? TimeProvider.System;
    }

    /// <inheritdoc />
    public LedgerCapabilities Capabilities => LedgerCapabilities.Binding;

    /// <summary>The settlement that an operation is at the other ledger: a UUID of version 8 that follows from the
    /// operation's id.</summary>
    public static SettlementId SettlementOf(OperationId id) => VeritasIds.SettlementOf(id);

    /// <inheritdoc />
    public Task<ForeignReply> PrepareAsync(ForeignOperation operation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return RunAsync(ForeignCall.Prepare, () => PrepareItAsync(operation, cancellationToken));
    }

    /// <inheritdoc />
    public Task<ForeignReply> CommitAsync(ForeignOperation operation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return RunAsync(ForeignCall.Commit, () => CommitItAsync(operation, cancellationToken));
    }

    /// <inheritdoc />
    public Task<ForeignReply> AbortAsync(ForeignOperation operation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return RunAsync(ForeignCall.Abort, () => AbortItAsync(operation, cancellationToken));
    }

    /// <inheritdoc />
    public Task<ForeignReply> QueryAsync(OperationId id, CancellationToken cancellationToken) => RunAsync(
        ForeignCall.Query,
        async () => Standing(
            await _calls.FindAsync(VeritasIds.SettlementOf(id), cancellationToken).ConfigureAwait(false)));

    private static async Task<ForeignReply> RunAsync(ForeignCall call, Func<Task<ForeignReply>> make)
    {
        try
        {
            return await make().ConfigureAwait(false);
        }
        catch (Exception exception) when (VeritasFailures.IsOfLedger(exception))
        {
            throw VeritasFailures.Of(exception, call);
        }
    }

    private async Task<ForeignReply> PrepareItAsync(ForeignOperation operation, CancellationToken token)
    {
        var info = await FindAsync(operation, token).ConfigureAwait(false);
        if (info is null)
        {
            var request = await _requests.MakeAsync(operation, token).ConfigureAwait(false);
            var answer = await _calls.SettleAsync(request, _options.Coordinator).ConfigureAwait(false);

            // Another call of the same operation may have come first, with another secret or hold: what was recorded
            // is compared by what it moves.
            info = await FindAsync(operation, token).ConfigureAwait(false);
            if (info is null)
            {
                throw VeritasFailures.IsFailure(answer) ? VeritasFailures.Of(answer) : VeritasFailures.Waiting(null);
            }
        }

        return IsWaiting(info)
            ? Standing(await WaitAsync(operation, token).ConfigureAwait(false))
            : Standing(info);
    }

    private async Task<ForeignReply> CommitItAsync(ForeignOperation operation, CancellationToken token)
    {
        var info = await FindAsync(operation, token).ConfigureAwait(false);
        var reply = Standing(info);
        if (info is null || reply.State != ForeignState.Prepared)
        {
            return reply;
        }

        var answer = await _calls.ExecuteAsync(new ExecuteCommand
        {
            Id = VeritasIds.CommandOf(operation.Id, ForeignCall.Commit, info.RecordNo),
            Actor = _options.Coordinator,
            Settlement = info.Id,
        }).ConfigureAwait(false);
        info = await FindAsync(operation, token).ConfigureAwait(false);
        reply = Standing(info);
        return reply.State.IsFinal() ? reply
            : throw (VeritasFailures.IsFailure(answer) ? VeritasFailures.Of(answer) : VeritasFailures.Waiting(info));
    }

    private async Task<ForeignReply> AbortItAsync(ForeignOperation operation, CancellationToken token)
    {
        var info = await FindAsync(operation, token).ConfigureAwait(false);
        for (var round = 0; round < RoundsMax && !Standing(info).State.IsFinal(); round++)
        {
            var answer = await _calls.ExecuteAsync(new CancelCommand
            {
                Id = VeritasIds.CommandOf(operation.Id, ForeignCall.Abort, info?.RecordNo ?? 0),
                Actor = _options.Coordinator,
                Settlement = VeritasIds.SettlementOf(operation.Id),
                Reason = "aborted by the coordinator",
            }).ConfigureAwait(false);
            info = await FindAsync(operation, token).ConfigureAwait(false);
            if (!Standing(info).State.IsFinal() && VeritasFailures.IsFailure(answer)
                && answer.Code != OutcomeCode.CancelNotAllowed)
            {
                throw VeritasFailures.Of(answer);
            }

            // A party there gave its word, so before all of it is prepared we cannot take it back alone. From then on
            // we can, or it is over by then.
            info = IsWaiting(info) ? await WaitAsync(operation, token).ConfigureAwait(false) : info;
        }

        return Standing(info) is { State: var state } reply && state.IsFinal() ? reply
            : throw VeritasFailures.Waiting(info);
    }

    private ForeignReply Standing(SettlementInfo? info) => VeritasStanding.Of(info, _options.Coordinator);

    private bool IsWaiting(SettlementInfo? info) => info is not null && Standing(info).State == ForeignState.NotFound;

    /// <summary>The settlement as it stands, if there is one.</summary>
    /// <exception cref="ForeignLedgerException"><see cref="ForeignFailure.Rejected"/>: it has other
    /// content.</exception>
    private async Task<SettlementInfo?> FindAsync(ForeignOperation operation, CancellationToken token)
    {
        var id = VeritasIds.SettlementOf(operation.Id);
        var info = await _calls.FindAsync(id, token).ConfigureAwait(false);
        return info is not null && VeritasStanding.IsOther(info, operation, _options.Coordinator)
            ? throw new ForeignLedgerException(
                ForeignFailure.Rejected, $"operation {operation.Id} was asked for with other content before",
                mayHaveTakenEffect: false)
            : info;
    }

    /// <summary>Waits, as long as this call may, until the settlement is prepared or decided.</summary>
    private async Task<SettlementInfo?> WaitAsync(ForeignOperation operation, CancellationToken token)
    {
        var id = VeritasIds.SettlementOf(operation.Id);
        using var bound = new CancellationTokenSource(_options.WaitMax, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, bound.Token);
        try
        {
            return await _calls.WhenPreparedAsync(id, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Not cancelled: the question is answered at once, and tells whoever stopped waiting what it waited for.
            var info = await _calls.FindAsync(id, CancellationToken.None).ConfigureAwait(false);
            return IsWaiting(info) ? throw VeritasFailures.Waiting(info) : info;
        }
    }
}
