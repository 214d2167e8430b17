using System.Collections.Concurrent;
using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>
/// Drives settlements with foreign legs: calls what the durable state asks for, and hands the replies to the writer
/// lane as commands. It keeps nothing that matters: after a crash it finds in the state what to call, and every call is
/// idempotent by its operation id.
/// </summary>
internal sealed class ForeignLane(Projection projection, EngineParts parts, IForeignCalls calls) : ILane
{
    // Calls under way at a time; the rest waits its turn, oldest settlement first.
    private const int CallsMax = 256;

    private readonly ConcurrentQueue<ForeignReplyCommand> _replies = new();

    // From the call until its reply is durable: asking the state earlier would call again.
    private readonly ConcurrentDictionary<ForeignCallKey, bool> _underWay = new();
    private readonly List<ForeignRequest> _due = [];
    private bool _queueWasFull;

    public string Name => "foreign";

    public ILaneSignal? Signal { get; set; }

    public TimeSpan? IdleAtMost => _queueWasFull ? TimeSpan.FromMilliseconds(20) : null;

    public bool Step()
    {
        if (parts.Stop.IsStopped)
        {
            return false;
        }

        try
        {
            var handed = HandOver();
            return Call() || handed;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            parts.Stop.Because(error);
            parts.Signals.Writer.Set();
            return false;
        }
    }

    private bool HandOver()
    {
        _queueWasFull = false;
        var handed = false;
        while (_replies.TryPeek(out var reply))
        {
            if (!parts.Queue.TryAdd(new ReplyItem(reply, Settled), out var isClosed))
            {
                _queueWasFull = !isClosed;
                break;
            }

            _replies.TryDequeue(out _);
            parts.Signals.Writer.Set();
            handed = true;
        }

        return handed;
    }

    private bool Call()
    {
        _due.Clear();
        lock (projection.Gate)
        {
            projection.CatchUpHeld();
            FindDue();
        }

        foreach (var request in _due)
        {
            if (request.Key.Call == ForeignCall.Begin)
            {
                Reply(new ForeignReplyCommand(
                    request.Key.Settlement, request.Key.Attempt, request.Key.Operation, ForeignCall.Begin));
            }
            else
            {
                calls.Begin(request, Reply);
            }
        }

        return _due.Count > 0;
    }

    private void FindDue()
    {
        var state = projection.State;
        foreach (var sequence in state.Open.Foreign)
        {
            var open = state.Open.Find(sequence);
            Invariant.Holds(open is not null);
            if (_underWay.Count >= CallsMax || !parts.CanSign)
            {
                return;
            }

            if (ForeignPlan.Next(state, open) is { } next)
            {
                var key = new ForeignCallKey(open.Request.Id, open.Attempt, next.Operation, next.Call);
                if (_underWay.TryAdd(key, true))
                {
                    _due.Add(RequestOf(state, open, key));
                }
            }
        }
    }

    private static ForeignRequest RequestOf(LedgerState state, OpenSettlement open, ForeignCallKey key)
    {
        if (key.Operation == 0)
        {
            return new ForeignRequest(key, default, [], null);
        }

        var operation = open.Operations[key.Operation - 1];
        return new ForeignRequest(
            key,
            state.Ledgers[operation.LedgerIndex].Id,
            [.. operation.Legs.Select(leg => open.Request.Legs[leg])],
            open.Request.Deadline)
        {
            Hold = state.Ledgers[operation.LedgerIndex].Hold,
            Recovery = open.Request.Terms.Recovery,
        };
    }

    private void Reply(ForeignReplyCommand reply)
    {
        _replies.Enqueue(reply);
        Signal?.Set();
    }

    // The reply is durable, or nobody waited for it: from here on the state says what comes next.
    private void Settled(ForeignReplyCommand reply)
    {
        if (reply.Failure == ForeignFailure.None || reply.IsGivenUp)
        {
            _underWay.TryRemove(
                new ForeignCallKey(reply.Settlement, reply.Attempt, reply.Operation, reply.Call), out _);
        }

        Signal?.Set();
    }
}

/// <summary>What came of a foreign call, on its way through the writer lane.</summary>
internal sealed class ReplyItem(ForeignReplyCommand reply, Action<ForeignReplyCommand> settled) : WorkItem
{
    private bool _isDone;

    public override bool IsDone => _isDone;

    public override void RunNext(WriterLane lane)
    {
        lane.Reply(reply);
        _isDone = true;
    }

    public override void Deliver() => settled(reply);

    // The engine has stopped: the next one asks again.
    public override void Fail(OutcomeCode code, string because) => _isDone = true;

    protected override void Ask(IDecidedIds decided)
    {
        // A reply has no id of its own; the core knows whether anybody waits for it.
    }
}
