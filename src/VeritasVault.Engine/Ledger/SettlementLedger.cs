using System.Security.Cryptography;
using VeritasVault.Core;
using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>
/// A settlement ledger inside your process. Every answer is durable before you get it; the same id always gets the same
/// answer. Safe from any thread.
/// </summary>
/// <example>
/// <code>
/// await using var ledger = await SettlementLedger.OpenAsync(RocksDbLedgerStore.Open("ledger"), options);
/// var answer = await ledger.SettleAsync(request, ActorId.Local("alice"));
/// </code>
/// </example>
public sealed class SettlementLedger : IAsyncDisposable
{
    private readonly LedgerEngine _engine;
    private readonly ILedgerStore _store;

    private SettlementLedger(LedgerEngine engine, ILedgerStore store)
    {
        _engine = engine;
        _store = store;
        View = new LedgerView(engine.Projection, store, () => engine.Clock.Last);
    }

    /// <summary>Questions to the ledger.</summary>
    public LedgerView View { get; }

    /// <summary>How it is doing.</summary>
    public EngineHealth Health => new(
        !_engine.Stop.IsStopped && !_engine.Clock.IsSuspect,
        _engine.Stop.IsStopped,
        _engine.Stop.Reason?.Message,
        _engine.Clock.IsSuspect,
        _engine.QueueLength,
        _engine.WitnessTrouble);

    /// <summary>What was refused at the door since it was opened; kept in memory only.</summary>
    public RefusalLog Refusals => _engine.Refusals;

    /// <summary>Opens the ledger in a store, recovering what the last process left, or creates it.</summary>
    /// <param name="store">The store; the ledger owns it from here on, also when opening fails.</param>
    /// <param name="options">Settings; null means the defaults, which open existing ledgers only.</param>
    /// <param name="cancellationToken">Gives up before the start, and closes the store.</param>
    /// <exception cref="StoreException">The environment refuses.</exception>
    /// <exception cref="LedgerException">There is no such ledger, or its history is damaged.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its bounds.</exception>
    public static Task<SettlementLedger> OpenAsync(
        ILedgerStore store, LedgerOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return Task.Run(
            () =>
            {
                if (cancellationToken.IsCancellationRequested)
                {
                    store.Dispose();
                    cancellationToken.ThrowIfCancellationRequested();
                }

                return Open(store, options ?? new LedgerOptions(), new SystemTimeSource());
            },
            CancellationToken.None);
    }

    /// <summary>Settles, or says why not. Completes when the outcome is durable.</summary>
    /// <param name="request">What to settle.</param>
    /// <param name="actor">Who proposes it: the operator or a party to it.</param>
    public async Task<Answer> SettleAsync(SettlementRequest request, ActorId actor)
    {
        var answers = await SettleManyAsync([request], actor).ConfigureAwait(false);
        return answers[0];
    }

    /// <summary>
    /// Settles many, each for itself, in their order. Completes when all outcomes are durable; takes one place in the
    /// queue.
    /// </summary>
    /// <param name="requests">What to settle; at most <see cref="LedgerOptions.BatchMax"/>. Must not change
    /// meanwhile.</param>
    /// <param name="actor">Who proposes them.</param>
    /// <param name="approvals">Signatures over all of them as one batch, in this order: the tree is made once, each
    /// signature checked once.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch is too large.</exception>
    public async Task<Answer[]> SettleManyAsync(
        IReadOnlyList<SettlementRequest> requests, ActorId actor, IReadOnlyList<BatchApproval>? approvals = null)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(requests.Count, _engine.Options.BatchMax, nameof(requests));
        if (requests.Count == 0)
        {
            return [];
        }

        var answered = new TaskCompletionSource<Answer[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        // A copy: a list that shrank under the writer lane would be a defect in its eyes and stop it.
        SettlementRequest[] submitted = [.. requests];
        var approved = approvals is { Count: > 0 } ? _engine.Approve(submitted, approvals) : submitted;
        _engine.Submit(approved, actor, answered.SetResult);
        var answers = await answered.Task.ConfigureAwait(false);
        for (var i = 0; i < answers.Length; i++)
        {
            if (answers[i] is { Code: OutcomeCode.SettlementIdReused, Detail: null })
            {
                var field = View.FirstDifference(submitted[i], actor);
                answers[i] = answers[i] with { Detail = field is null ? null : new OutcomeDetail(field) };
            }
        }

        return answers;
    }

    /// <summary>Gives the ledger a new signing key: the current one endorses it, and both sign the checkpoint of the
    /// block that
    /// records it. From the answer on only the new one signs; the next opening needs it.</summary>
    /// <param name="next">The new key; must live as long as the ledger is open.</param>
    /// <param name="actor">The operator.</param>
    public Task<Answer> RotateKeyAsync(SigningKey next, ActorId actor)
    {
        ArgumentNullException.ThrowIfNull(next);
        var answered = new TaskCompletionSource<Answer>(TaskCreationOptions.RunContinuationsAsynchronously);
        _engine.RotateKey(next, View.Origin, actor, answered.SetResult);
        return answered.Task;
    }

    /// <summary>Executes any other command: participants, assets, accounts, limits, consents, rejections,
    /// cancellations.</summary>
    public Task<Answer> ExecuteAsync(LedgerCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var answered = new TaskCompletionSource<Answer>(TaskCreationOptions.RunContinuationsAsynchronously);
        _engine.Execute(command, answered.SetResult);
        return answered.Task;
    }

    /// <summary>Says what would happen, and leaves nothing behind.</summary>
    public Task<Answer> DryRunAsync(SettlementRequest request, ActorId actor)
    {
        ArgumentNullException.ThrowIfNull(request);
        var answered = new TaskCompletionSource<Answer>(TaskCreationOptions.RunContinuationsAsynchronously);
        _engine.DryRun(request, actor, answered.SetResult);
        return answered.Task;
    }

    /// <summary>Waits until a settlement is over: settled, and confirmed by all external ledgers, or failed. One that
    /// is only prepared, or waits for somebody, can take for ever.</summary>
    /// <param name="id">The settlement.</param>
    /// <param name="cancellationToken">Ends the waiting; the settlement goes on.</param>
    /// <returns>What became of it; null when the id is unknown.</returns>
    /// <exception cref="LedgerException">The ledger has stopped, or was closed.</exception>
    public Task<SettlementInfo?> WhenOverAsync(SettlementId id, CancellationToken cancellationToken = default) =>
        WhenAsync(id, static info => info.Stage is Stage.Completed or Stage.Failed, cancellationToken);

    /// <summary>Waits until a settlement is prepared, or decided one way or the other. One that waits for somebody
    /// can take for ever.</summary>
    /// <param name="id">The settlement.</param>
    /// <param name="cancellationToken">Ends the waiting; the settlement goes on.</param>
    /// <returns>How it stands; null when the id is unknown.</returns>
    /// <exception cref="LedgerException">The ledger has stopped, or was closed.</exception>
    public Task<SettlementInfo?> WhenPreparedAsync(
        SettlementId id, CancellationToken cancellationToken = default) =>
        WhenAsync(
            id,
            static info => info.Code == OutcomeCode.Prepared || info.Decision != Decision.None,
            cancellationToken);

    private async Task<SettlementInfo?> WhenAsync(
        SettlementId id, Func<SettlementInfo, bool> isReached, CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = _engine.Pulse.NextAsync();
            var info = Look(id);
            if (info is null || isReached(info))
            {
                return info;
            }

            if (_engine.Stop.Reason is { } reason)
            {
                throw new LedgerException(LedgerFailure.Stopped, $"the ledger has stopped: {reason.Message}", reason);
            }

            if (_engine.IsClosed)
            {
                throw Closed(null);
            }

            await next.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // Closing wakes who waits, and by then the store may be gone.
    private SettlementInfo? Look(SettlementId id)
    {
        try
        {
            return View.Settlement(id);
        }
        catch (ObjectDisposedException gone) when (_engine.IsClosed)
        {
            throw Closed(gone);
        }
    }

    private static LedgerException Closed(Exception? cause) =>
        new(LedgerFailure.Stopped, "the ledger is closed", cause);

    /// <summary>Completes when the readers' state has moved on, or the engine has stopped.</summary>
    internal long LogCompressions => _engine.LogCompressions;

    internal Task NextBlockAsync() => _engine.Pulse.NextAsync();

    /// <summary>Re-executes all records from the first in a second state and compares bit for bit.</summary>
    /// <param name="progress">Told after each block.</param>
    /// <param name="cancellationToken">Stops between blocks.</param>
    public Task<AuditReport> AuditAsync(
        IProgress<AuditProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Task.Run(
            () => new Auditor(_store, _engine.Projection, _engine.Options.Ed25519, hasThreads: true)
                .Run(progress, cancellationToken),
            cancellationToken);

    /// <summary>Writes all of the ledger, while it works, to a stream that <see cref="LedgerImport"/> reads: every
    /// block that
    /// is durable now, references and metadata. The signing key does not go along.</summary>
    /// <param name="destination">Where to; flushed, not closed.</param>
    /// <param name="progress">Told after each block.</param>
    /// <param name="cancellationToken">Stops between blocks; what was written is of no use.</param>
    public Task<TransferReport> ExportAsync(
        Stream destination,
        IProgress<TransferProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        Task.Run(() => LedgerExport.Run(_store, destination, progress, cancellationToken), cancellationToken);

    /// <summary>The operator confirms that the wall clock is right although it jumped.</summary>
    public void ConfirmClock() => _engine.ConfirmClock();

    /// <summary>Takes nothing new, finishes what is under way, closes the store.</summary>
    public ValueTask DisposeAsync() => new(Task.Run(_engine.Dispose));

    internal static SettlementLedger Open(
        ILedgerStore store, LedgerOptions options, ITimeSource time, IScheduler? scheduler = null)
    {
        scheduler ??= new ThreadScheduler();
        try
        {
            options.Check();
            return new SettlementLedger(LedgerEngine.Open(store, options, time, scheduler, NewSaltKey), store);
        }
        catch
        {
            scheduler.Dispose();
            store.Dispose();
            throw;
        }
    }

    private static Hash256 NewSaltKey()
    {
        Span<byte> bytes = stackalloc byte[Hash256.Size];
        RandomNumberGenerator.Fill(bytes);
        return Hash256.Read(bytes);
    }
}
