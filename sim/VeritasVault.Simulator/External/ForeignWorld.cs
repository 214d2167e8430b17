using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Simulator;

/// <summary>One call as the engine made it.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="DurableRecords">How many records were durable when it was made.</param>
internal sealed record CallMade(ForeignRequest Request, long DurableRecords);

/// <summary>
/// The external ledgers of a run and the way to them. Requests and answers travel in virtual time and are lost, late,
/// doubled or wrong as the seed will have it. A crash of ours takes what is still in the process and leaves what is
/// on the wire: a request may arrive long after whoever sent it is dead.
/// </summary>
internal sealed partial class ForeignWorld : IForeignCalls
{
    private const int HoursAwayMax = 6;

    private readonly Knobs _knobs;
    private readonly VirtualTime _time;
    private readonly SeededRandom _random;
    private readonly Trace? _trace;
    private readonly Dictionary<LedgerId, SimulatedExternalLedger> _ledgers = [];
    private readonly Dictionary<LedgerId, long> _awayUntil = [];
    private readonly Dictionary<SettlementId, List<ForeignReplyCommand>> _said = [];
    private readonly PriorityQueue<Action, (long Due, long Order)> _coming = new();
    private readonly List<CallMade> _made = [];
    private long _order;
    private int _process;
    private bool _isHealed;

    public ForeignWorld(Workload workload, VirtualTime time, Trace? trace)
    {
        _knobs = workload.Knobs;
        _time = time;
        _random = SeededRandom.For(workload.Seed, part: 12);
        _trace = trace;
        foreach (var known in workload.Operations.OfType<CommandOperation>())
        {
            if (known.Command is RegisterLedger { Ledger.IsEmpty: false } register)
            {
                _ledgers.TryAdd(register.Ledger, new SimulatedExternalLedger(
                    register.Ledger, register.Hold, register.HoldSecondsMax, -_knobs.Foreign.Overdraft));
            }
        }
    }

    /// <summary>How many records are durable now.</summary>
    public Func<long> DurableRecords { get; set; } = () => 0;

    public IReadOnlyCollection<SimulatedExternalLedger> Ledgers => _ledgers.Values;

    /// <summary>Every call that the engine made, in its order.</summary>
    public IReadOnlyList<CallMade> Made => _made;

    public CallCoverage Coverage { get; } = new();

    /// <summary>When the next request or answer arrives, on the monotonic clock.</summary>
    public long? NextDue => _coming.TryPeek(out _, out var next) ? next.Due : null;

    /// <summary>The clock of the outside, which nobody sets.</summary>
    public Timestamp Now => new(Workload.StartMicros + _time.MonotonicMicros);

    public void Begin(ForeignRequest request, Action<ForeignReplyCommand> deliver)
    {
        _made.Add(new CallMade(request, DurableRecords()));
        if (!_ledgers.TryGetValue(request.Ledger, out var ledger))
        {
            deliver(NoForeignCalls.NotConfigured(request));
            return;
        }

        if (request.Hold != ledger.Hold)
        {
            throw new FindingException($"{request.Ledger} is called as {request.Hold}, it is {ledger.Hold}");
        }

        var call = new CallUnderWay(request, ledger, deliver, _process);
        After(OnTheWay(), () => Try(call));
    }

    /// <summary>Lets arrive what is due.</summary>
    public void Pass()
    {
        while (_coming.TryPeek(out var arrive, out var next) && next.Due <= _time.MonotonicMicros)
        {
            _coming.Dequeue();
            arrive();
        }
    }

    /// <summary>The process that called has ended: nothing reaches it any more.</summary>
    public void EndProcess() => _process++;

    /// <summary>From here on everything is reachable and answers in time.</summary>
    public void Heal()
    {
        _isHealed = true;
        _awayUntil.Clear();
    }

    /// <summary>The operations of a settlement on all ledgers.</summary>
    public IEnumerable<(SimulatedExternalLedger Ledger, ExternalOperation Operation)> OperationsOf(SettlementId id) =>
        from ledger in _ledgers.Values
        from operation in ledger.Operations
        where operation.Name.Settlement == id
        select (ledger, operation);

    private void After(long micros, Action arrive) =>
        _coming.Enqueue(arrive, (_time.MonotonicMicros + Math.Max(1, micros), ++_order));

    private long OnTheWay() => 1 + _random.BelowLong(Patience / 3);

    // Long enough for a request and its answer.
    private long Patience => 9 + (3 * _knobs.Foreign.StepsOnTheWay * _knobs.TickMicrosMax);

    private bool IsAway(SimulatedExternalLedger ledger) =>
        _awayUntil.GetValueOrDefault(ledger.Id) > _time.MonotonicMicros;

    private sealed class CallUnderWay(
        ForeignRequest request, SimulatedExternalLedger ledger, Action<ForeignReplyCommand> deliver, int process)
    {
        public ForeignRequest Request { get; } = request;

        public ForeignCall Call => Request.Key.Call;

        public ExternalName Name => ExternalName.Of(Request.Key);

        public Instruction[] Legs { get; } = [.. request.Legs];

        public SimulatedExternalLedger Ledger { get; } = ledger;

        public Action<ForeignReplyCommand> Deliver { get; } = deliver;

        public int Process { get; } = process;

        public int Tries { get; set; }

        /// <summary>Whether it was answered or given up.</summary>
        public bool IsOver { get; set; }

        public ForeignReplyCommand Told => new(
            Request.Key.Settlement, Request.Key.Attempt, Request.Key.Operation, Request.Key.Call);
    }
}
