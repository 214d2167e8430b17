using VeritasVault.Core;

namespace VeritasVault.External.TestKit;

/// <summary>
/// A foreign ledger that misbehaves by a script. Calls are numbered from 1 in the order in which they arrive; a fault
/// is set for one number, for the nth call of a kind, or for the nth call of a kind about one operation. Calls without
/// a fault go through.
/// </summary>
/// <remarks>What hangs is let go by <see cref="Release"/>, and continues on the thread that lets it go, so that a
/// simulator of one thread stays on it. A hanging call listens to its token unless
/// <see cref="IgnoresCancellation"/>.</remarks>
public sealed class FaultyLedger(IExternalLedger inner) : IExternalLedger
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, Fault> _byNumber = [];
    private readonly Dictionary<(ForeignCall, int), Fault> _byKind = [];
    private readonly Dictionary<(OperationId, ForeignCall, int), Fault> _byOperation = [];
    private readonly Dictionary<ForeignCall, int> _ofKind = [];
    private readonly Dictionary<(OperationId, ForeignCall), int> _ofOperation = [];
    private readonly Dictionary<OperationId, ForeignReply> _refused = [];
    private readonly Dictionary<int, TaskCompletionSource> _gates = [];
    private readonly Dictionary<int, TaskCompletionSource> _arrivals = [];
    private readonly List<FaultyCall> _calls = [];

    public LedgerCapabilities Capabilities => inner.Capabilities;

    /// <summary>Whether hanging calls stay when their token is cancelled.</summary>
    public bool IgnoresCancellation { get; set; }

    /// <summary>Every call so far, in order of arrival.</summary>
    public IReadOnlyList<FaultyCall> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>Sets what happens to the call with this number.</summary>
    public FaultyLedger On(int number, Fault fault)
    {
        lock (_lock)
        {
            _byNumber[number] = fault;
        }

        return this;
    }

    /// <summary>Sets what happens to the nth call of a kind, from 1.</summary>
    public FaultyLedger On(ForeignCall call, int nth, Fault fault)
    {
        lock (_lock)
        {
            _byKind[(call, nth)] = fault;
        }

        return this;
    }

    /// <summary>Sets what happens to the nth call of a kind about one operation, from 1.</summary>
    public FaultyLedger On(OperationId operation, ForeignCall call, int nth, Fault fault)
    {
        lock (_lock)
        {
            _byOperation[(operation, call, nth)] = fault;
        }

        return this;
    }

    /// <summary>Done when the call with this number hangs, or holds its answer back.</summary>
    public Task HangingAsync(int number)
    {
        lock (_lock)
        {
            return Signal(_arrivals, number).Task;
        }
    }

    /// <summary>Lets the call with this number go on, also when it has yet to arrive.</summary>
    public void Release(int number)
    {
        TaskCompletionSource gate;
        lock (_lock)
        {
            gate = Signal(_gates, number);
        }

        gate.TrySetResult();
    }

    public Task<ForeignReply> PrepareAsync(ForeignOperation operation, CancellationToken cancellationToken) =>
        RunAsync(ForeignCall.Prepare, operation.Id, () => inner.PrepareAsync(operation, cancellationToken),
            cancellationToken);

    public Task<ForeignReply> CommitAsync(ForeignOperation operation, CancellationToken cancellationToken) =>
        RunAsync(ForeignCall.Commit, operation.Id, () => inner.CommitAsync(operation, cancellationToken),
            cancellationToken);

    public Task<ForeignReply> AbortAsync(ForeignOperation operation, CancellationToken cancellationToken) =>
        RunAsync(ForeignCall.Abort, operation.Id, () => inner.AbortAsync(operation, cancellationToken),
            cancellationToken);

    public Task<ForeignReply> QueryAsync(OperationId id, CancellationToken cancellationToken) =>
        RunAsync(ForeignCall.Query, id, () => inner.QueryAsync(id, cancellationToken), cancellationToken);

    private async Task<ForeignReply> RunAsync(
        ForeignCall call, OperationId id, Func<Task<ForeignReply>> make, CancellationToken token)
    {
        var (number, fault, refused) = Arrive(call, id);
        if (refused is not null)
        {
            return refused;
        }

        switch (fault)
        {
            case null:
                return await make();
            case Fault.LoseRequest lost:
                throw new ForeignLedgerException(
                    lost.Failure, $"call {number} was lost on the way", lost.MayHaveTakenEffect);
            case Fault.LoseAnswer lost:
                await make();
                throw new ForeignLedgerException(
                    lost.Failure, $"the answer of call {number} was lost", mayHaveTakenEffect: true);
            case Fault.Refuse refusal:
                return RefuseForGood(id, new ForeignReply(ForeignState.Refused, refusal.Code, refusal.Text));
            case Fault.Hang:
                await HangAsync(number, token);
                return await make();
            case Fault.AnswerLate:
                var late = await make();
                await HangAsync(number, token);
                return late;
            case Fault.Twice:
                await make();
                return await make();
            case Fault.AnswerWrongly wrong:
                await make();
                return wrong.Reply;
            case Fault.Forget:
                return new ForeignReply(ForeignState.NotFound);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private (int Number, Fault? Fault, ForeignReply? Refused) Arrive(ForeignCall call, OperationId id)
    {
        lock (_lock)
        {
            var number = _calls.Count + 1;
            var nth = _ofKind[call] = _ofKind.GetValueOrDefault(call) + 1;
            var nthOfOperation = _ofOperation[(id, call)] = _ofOperation.GetValueOrDefault((id, call)) + 1;
            var fault = _byNumber.GetValueOrDefault(number) ?? _byKind.GetValueOrDefault((call, nth))
                ?? _byOperation.GetValueOrDefault((id, call, nthOfOperation));
            _calls.Add(new FaultyCall(number, call, id, fault));
            return (number, fault, _refused.GetValueOrDefault(id));
        }
    }

    private ForeignReply RefuseForGood(OperationId id, ForeignReply reply)
    {
        lock (_lock)
        {
            return _refused[id] = reply;
        }
    }

    private Task HangAsync(int number, CancellationToken token)
    {
        TaskCompletionSource gate;
        TaskCompletionSource arrival;
        lock (_lock)
        {
            gate = Signal(_gates, number);
            arrival = Signal(_arrivals, number);
        }

        arrival.TrySetResult();
        return gate.Task.WaitAsync(IgnoresCancellation ? CancellationToken.None : token);
    }

    // Continuations run inline on purpose: see the remarks of the type.
    private static TaskCompletionSource Signal(Dictionary<int, TaskCompletionSource> signals, int number)
    {
        if (!signals.TryGetValue(number, out var signal))
        {
            signals.Add(number, signal = new TaskCompletionSource());
        }

        return signal;
    }
}

/// <summary>One call that a <see cref="FaultyLedger"/> received, and what it did to it.</summary>
public sealed record FaultyCall(int Number, ForeignCall Call, OperationId OperationId, Fault? Fault);
