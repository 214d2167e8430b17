using VeritasVault.Core;
using VeritasVault.Proofs;
using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>
/// One ledger in operation, without threads, clocks or files of its own: intake, three lanes and the projection.
/// Answers come through callbacks, from whatever thread the commit lane runs on.
/// </summary>
internal sealed class LedgerEngine : IDisposable
{
    private readonly EngineParts _parts;
    private readonly IScheduler _scheduler;
    private readonly LogLane _lane;
    private readonly LogWriter _log;
    private readonly DecidedIds _decided;
    private readonly ContentHashes _contents = new(MessageHasher.Best);
    private readonly LogKeys _keys;
    private readonly ApprovalChecks _approvals;
    private volatile bool _closed;
    private int _disposed;

    private LedgerEngine(
        EngineParts parts, Recovered recovered, LogKeys keys, SignatureRule rule, IScheduler scheduler)
    {
        _keys = keys;
        _parts = parts;
        _scheduler = scheduler;
        Core = recovered.Core;
        Projection = recovered.Projection;
        _decided = new DecidedIds(Projection);
        _approvals = new ApprovalChecks(Projection, rule, scheduler.HasThreads);
        _log = recovered.Log;
        var commit = new CommitLane(parts);
        _lane = new LogLane(parts, recovered.Log, commit, Projection.BlockHash);
        var writer = new WriterLane(recovered.Core, parts, _lane, _decided, Projection.BlockNo + 1);
        parts.Signals.Commit = scheduler.Start(commit);
        parts.Signals.Log = scheduler.Start(_lane);
        parts.Signals.Projector = scheduler.Start(new ProjectorLane(Projection, parts));
        parts.Durable.Published = parts.Signals.Projector;
        parts.Signals.Writer = scheduler.Start(writer);
        parts.Witness.Remember(recovered.Log.Mark(Projection.BlockNo));
        parts.Witness.Signal = scheduler.Start(parts.Witness);
        parts.Blocks.Returned = parts.Signals.Writer;
        parts.Stop.Stopped = parts.Pulse.Beat;
        var calls = parts.Options.ForeignCalls
            ?? new ExternalLedgers(parts.Options.ExternalLedgers, parts.Options.ForeignRetries, TimeProvider.System);
        var foreign = new ForeignLane(Projection, parts, calls);
        parts.Signals.Foreign = scheduler.Start(foreign);
        foreign.Signal = parts.Signals.Foreign;
        parts.Signals.Foreign.Set();

        // A lane that ran before the others knew how to wake it may have missed a signal: it looks once more.
        parts.Signals.Writer.Set();
        parts.Signals.Projector.Set();
    }

    /// <summary>The writer lane's own; others may look only while it does not step.</summary>
    public LedgerCore Core { get; }

    public Projection Projection { get; }

    public EngineStop Stop => _parts.Stop;

    public BlockPulse Pulse => _parts.Pulse;

    /// <summary>Whether it is closed: nothing moves any more.</summary>
    public bool IsClosed => _closed;

    public EngineClock Clock => _parts.Clock;

    public RefusalLog Refusals => _parts.Refusals;

    public LedgerOptions Options => _parts.Options;

    /// <summary>Runs of SHA-256's compression function that the log took since it was opened.</summary>
    public long LogCompressions => _log.Compressions;

    public int QueueLength => _parts.Queue.Count;

    public string? WitnessTrouble => _parts.Witness.Trouble;

    /// <summary>How often a caller's callback threw; its answer was handed over all the same.</summary>
    public long CallbackFaults => _parts.CallbackFaults;

    /// <summary>Recovers the ledger in the store, or creates it, and starts the lanes.</summary>
    /// <param name="store">The store; owned by the engine from here on.</param>
    /// <param name="options">Checked options.</param>
    /// <param name="time">The outside's clocks.</param>
    /// <param name="scheduler">What runs the lanes; owned by the engine from here on.</param>
    /// <param name="newSaltKey">Gives the secret of a new ledger.</param>
    public static LedgerEngine Open(
        ILedgerStore store, LedgerOptions options, ITimeSource time, IScheduler scheduler, Func<Hash256> newSaltKey)
    {
        var pool = new BlockPool(options.BlocksInFlight);
        var durable = new DurableBlocks(pool);
        var keys = new LogKeys(options.Key);
        var rule = new SignatureRule(options.Ed25519);
        var recovered = Recovery.Run(store, durable, keys, rule, options.DerivedRecordsMax);
        if (recovered.Core.State.Genesis is null)
        {
            WitnessCheck.OfEmptyStore(options);
            GenesisBlock.Write(store, options, time, newSaltKey);
            recovered = Recovery.Run(store, durable, keys, rule, options.DerivedRecordsMax);
        }

        GenesisBlock.Check(recovered.Core.State, options);
        if (WitnessCheck.FindLoss(store, recovered, options) is { } loss)
        {
            LossBlock.Write(store, recovered, options, loss, time);
            recovered = Recovery.Run(store, durable, keys, rule, options.DerivedRecordsMax);
        }

        var parts = new EngineParts
        {
            Store = store,
            Options = options,
            Queue = new IntakeQueue(options.QueueCapacity),
            Blocks = pool,
            Durable = durable,
            CanSign = options.Key is not null,
            HasThreads = scheduler.HasThreads,
            Witness = new WitnessLane(options.Witness, time),
            Clock = new EngineClock(
                time, recovered.Core.State.LastTime, options.ClockJumpMax, options.DowntimeMax, options.TrustClock),
        };
        return new LedgerEngine(parts, recovered, keys, rule, scheduler);
    }

    /// <summary>Submits settlements of one actor; <paramref name="deliver"/> is called exactly once with all
    /// answers.</summary>
    public void Submit(IReadOnlyList<SettlementRequest> requests, ActorId actor, Action<Answer[]> deliver)
    {
        // Hashing is the dear part of a submission: done here, on the caller's thread, before the one lane. And
        // what cannot be hashed, for a member is null, throws here.
        _contents.Make(requests);
        _approvals.Check(requests);
        Take(new SubmitItem(requests, actor, deliver));
    }

    /// <summary>Tries a settlement out.</summary>
    public void DryRun(SettlementRequest request, ActorId actor, Action<Answer> deliver)
    {
        _ = request.BodyHash;
        Take(new DryRunItem(request, actor, deliver));
    }

    /// <summary>Executes any other command.</summary>
    public void Execute(LedgerCommand command, Action<Answer> deliver)
    {
        // What breaks the contract of the types fails here, for its caller, and not in the lane that serves everybody.
        if (command is RotateLedgerKey or OpenNewOrigin)
        {
            throw new ArgumentException(
                "the ledger gives this command itself: rotate its key, or accept a loss at open", nameof(command));
        }

        ArgumentNullException.ThrowIfNull(
            command switch
            {
                RejectCommand reject => reject.Reason,
                CancelCommand cancel => cancel.Reason,
                AbortCommand abort => abort.Reason,
                SetAccountStatus status => status.Reason,
                _ => string.Empty,
            },
            nameof(command));
        Take(new CommandItem(command, deliver));
    }

    /// <summary>Gives each request the approvals of those who signed the batch.</summary>
    public SettlementRequest[] Approve(
        IReadOnlyList<SettlementRequest> requests, IReadOnlyList<BatchApproval> approvals)
    {
        Origin origin;
        Hash256 saltKey;
        lock (Projection.Gate)
        {
            Projection.CatchUpHeld();
            origin = Projection.State.Identity.Origin;
            saltKey = Projection.State.Genesis?.SaltKey ?? default;
        }

        return BatchTree.Approve(
            origin, requests, request => RequestContent.MetadataHashOf(request, saltKey), approvals);
    }

    /// <summary>Rotates the ledger's key; the private half is made known to the commit lane before the command is
    /// given.</summary>
    public void RotateKey(SigningKey next, string origin, ActorId actor, Action<Answer> deliver)
    {
        var endorsement = KeyStatements.Endorsement(
            origin, null, KeyStatements.Ed25519, next.PublicKey.Bytes, validFrom: 0, validUntil: null);
        if (_keys.Current is not { } current)
        {
            deliver(Answer.Refused(OutcomeCode.LedgerReadOnly));
            return;
        }

        _keys.Expect(next);
        var command = new RotateLedgerKey
        {
            Id = CommandId.Read(Hash32.Of(endorsement).Bytes),
            Actor = actor,
            PublicKey = PublicKey.Read(next.PublicKey.Bytes),
            SignedByOld = Signature.Read(current.Sign(endorsement)),
            SignedByNew = Signature.Read(next.Sign(endorsement)),
        };
        Take(new CommandItem(command, deliver));
    }

    /// <summary>The operator confirms that the wall clock is right although it jumped.</summary>
    public void ConfirmClock()
    {
        Clock.Confirm();

        // The clock is read by the writer lane, also when nobody else gives it work.
        _parts.Signals.Writer.Set();
    }

    /// <summary>Takes nothing new, finishes what is under way, writes the derived rows.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _parts.Queue.Close();
        _parts.Signals.Writer.Set();
        _scheduler.RunUntil(() => _parts.Queue.Outstanding == 0 && _lane.IsIdle);
        _scheduler.Dispose();
        try
        {
            if (!_parts.Stop.IsStopped)
            {
                Projection.Flush();
                _parts.Store.Flush();
                _parts.Witness.Flush();
            }
        }
        catch (StoreException error) when (error.Failure is StoreFailure.NoSpace or StoreFailure.StateUnknown)
        {
            // Derived rows only: the blocks are durable, and the next opening replays what is missing here.
            _parts.Stop.Because(error);
        }
        finally
        {
            _closed = true;
            _parts.Store.Dispose();
            Pulse.Beat();
        }
    }

    private void Take(WorkItem item)
    {
        if (_parts.Stop.IsStopped || Volatile.Read(ref _disposed) != 0)
        {
            item.Fail(OutcomeCode.EngineStopped, StoppedBecause);
            return;
        }

        try
        {
            item.LookUp(_decided);
        }
        catch (Exception error) when (LookUpFailure.Is(error))
        {
            if (Volatile.Read(ref _disposed) == 0)
            {
                // Nobody can tell any more whether an id is new: taking it for new could settle it twice.
                _parts.Stop.Because(error);
                _parts.Signals.Writer.Set();
            }

            item.Fail(OutcomeCode.EngineStopped, StoppedBecause);
            return;
        }

        if (item.IsDone)
        {
            // Answered from durable records.
            item.Deliver();
            return;
        }

        Enqueue(item);
    }

    private string StoppedBecause => _parts.Stop.Reason?.Message ?? "closed";

    private void Enqueue(WorkItem item)
    {
        if (_parts.Queue.TryAdd(item, out var closed))
        {
            _parts.Signals.Writer.Set();
        }
        else if (closed || _parts.Stop.IsStopped)
        {
            item.Fail(OutcomeCode.EngineStopped, StoppedBecause);
        }
        else
        {
            item.Fail(OutcomeCode.QueueFull, $"{_parts.Options.QueueCapacity} commands wait already");
        }
    }
}
