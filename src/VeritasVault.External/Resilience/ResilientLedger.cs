using Polly;
using Polly.Retry;
using Polly.Timeout;
using VeritasVault.Core;

namespace VeritasVault.External;

/// <summary>
/// Puts a bound on each call of a foreign ledger and repeats what can succeed later: calls are idempotent by
/// operation id, so a call whose effect is unknown is simply made again. Replies are checked against
/// <see cref="ForeignProtocol"/>.
/// </summary>
/// <remarks>
/// There is no circuit breaker: the calls belong to operations that must be finished, each with its own bounded
/// retries, and whoever drives them decides what to leave alone. When the attempts are used up the last failure is
/// thrown; it says <see cref="ForeignLedgerException.MayHaveTakenEffect"/> if any of the attempts may have.
/// </remarks>
public sealed class ResilientLedger : IExternalLedger
{
    private static readonly ResiliencePropertyKey<CallInProgress> Progress = new("veritas.call");

    private readonly IExternalLedger _inner;
    private readonly ResilientLedgerOptions _options;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly Action<ForeignAttempt>? _onFailure;
    private readonly ResiliencePipeline _timeout;
    private readonly ResiliencePipeline<ForeignReply> _retries;

    /// <summary>Creates the decorator.</summary>
    /// <param name="inner">The ledger that is called.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="time">Where time-outs and delays come from.</param>
    /// <param name="random">Where jitter comes from; safe for concurrent use, such as
    /// <see cref="Random.Shared"/>.</param>
    /// <param name="onFailure">Told of each failed attempt before the next one starts; must not throw.</param>
    public ResilientLedger(
        IExternalLedger inner,
        ResilientLedgerOptions options,
        TimeProvider time,
        Random random,
        Action<ForeignAttempt>? onFailure = null)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _inner = inner;
        _options = options;
        _time = time;
        _random = random;
        _onFailure = onFailure;
        _timeout = new ResiliencePipelineBuilder { TimeProvider = time }.AddTimeout(options.CallTimeout).Build();
        _retries = BuildRetries();
    }

    /// <inheritdoc />
    public LedgerCapabilities Capabilities => _inner.Capabilities;

    /// <inheritdoc />
    public Task<ForeignReply> PrepareAsync(ForeignOperation operation, CancellationToken cancellationToken) =>
        RunAsync(operation.Id, ForeignCall.Prepare, token => _inner.PrepareAsync(operation, token), cancellationToken);

    /// <inheritdoc />
    public Task<ForeignReply> CommitAsync(ForeignOperation operation, CancellationToken cancellationToken) =>
        RunAsync(operation.Id, ForeignCall.Commit, token => _inner.CommitAsync(operation, token), cancellationToken);

    /// <inheritdoc />
    public Task<ForeignReply> AbortAsync(ForeignOperation operation, CancellationToken cancellationToken) =>
        RunAsync(operation.Id, ForeignCall.Abort, token => _inner.AbortAsync(operation, token), cancellationToken);

    /// <inheritdoc />
    public Task<ForeignReply> QueryAsync(OperationId id, CancellationToken cancellationToken) =>
        RunAsync(id, ForeignCall.Query, token => _inner.QueryAsync(id, token), cancellationToken);

    private ResiliencePipeline<ForeignReply> BuildRetries()
    {
        var builder = new ResiliencePipelineBuilder<ForeignReply> { TimeProvider = _time };
        if (_options.AttemptsMax > 1)
        {
            builder.AddRetry(new RetryStrategyOptions<ForeignReply>
            {
                MaxRetryAttempts = _options.AttemptsMax - 1,
                ShouldHandle = args => ValueTask.FromResult(
                    args.Outcome.Exception is ForeignLedgerException { IsRetryable: true }),
                DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(DelayAfter(args.AttemptNumber)),
                OnRetry = args =>
                {
                    var call = args.Context.Properties.GetValue(Progress, null!);
                    Report(call, (ForeignLedgerException)args.Outcome.Exception!, args.RetryDelay);
                    return default;
                },
            });
        }

        return builder.Build();
    }

    private async Task<ForeignReply> RunAsync(
        OperationId id, ForeignCall call, Func<CancellationToken, Task<ForeignReply>> make, CancellationToken token)
    {
        var progress = new CallInProgress(id, call);
        var context = ResilienceContextPool.Shared.Get(token);
        context.Properties.Set(Progress, progress);
        try
        {
            return await _retries.ExecuteAsync(
                static (context, state) => new ValueTask<ForeignReply>(
                    state.ledger.CallOnceAsync(state.call, state.make, context.CancellationToken)),
                context,
                (ledger: this, call, make)).ConfigureAwait(false);
        }
        catch (ForeignLedgerException last)
        {
            Report(progress, last, nextDelay: null);
            throw Summed(progress, last);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async Task<ForeignReply> CallOnceAsync(
        ForeignCall call, Func<CancellationToken, Task<ForeignReply>> make, CancellationToken token)
    {
        try
        {
            // A ledger that does not listen to the token is left behind: its late answer reaches nobody, and the next
            // attempt may overlap it, which the contract allows.
            var reply = await _timeout.ExecuteAsync(
                static async (make, token) => await make(token).WaitAsync(token).ConfigureAwait(false),
                make,
                token).ConfigureAwait(false);
            return Capabilities.Checked(call, reply);
        }
        catch (TimeoutRejectedException timeout)
        {
            throw new ForeignLedgerException(
                ForeignFailure.TimedOut,
                $"{call} was not answered within {_options.CallTimeout}",
                mayHaveTakenEffect: call != ForeignCall.Query,
                timeout);
        }
    }

    // The last attempt may be certain that it did nothing while an earlier one is not.
    private static ForeignLedgerException Summed(CallInProgress progress, ForeignLedgerException last) =>
        progress.MayHaveTakenEffect == last.MayHaveTakenEffect
            ? last
            : new ForeignLedgerException(last.Failure, last.Message, progress.MayHaveTakenEffect, last);

    private void Report(CallInProgress progress, ForeignLedgerException failure, TimeSpan? nextDelay)
    {
        progress.Attempts++;
        progress.MayHaveTakenEffect |= failure.MayHaveTakenEffect;
        _onFailure?.Invoke(new ForeignAttempt(
            progress.OperationId, progress.Call, progress.Attempts, failure.Failure, failure.MayHaveTakenEffect,
            failure.Message, nextDelay));
    }

    private TimeSpan DelayAfter(int failures)
    {
        var bound = _options.DelayBound(failures).Ticks;
#pragma warning disable CA5394 // Jitter spreads load; nothing is kept secret by it.
        return TimeSpan.FromTicks(_random.NextInt64(bound + 1));
#pragma warning restore CA5394
    }
}
