using VeritasVault.Core;

namespace VeritasVault.Simulator;

/// <summary>Sends the workload in its order, a window at a time, and sends again whatever has no final
/// answer.</summary>
internal sealed class Clients(Workload workload, SeededRandom random)
{
    private const int SendsMax = 5_000;

    private readonly List<Dispatch> _again = [];
    private readonly List<Dispatch> _outstanding = [];
    private readonly Queue<Operation> _late = new();
    private int _next;
    private int _added;

    /// <summary>Operations sent, resends included.</summary>
    public int Sends { get; private set; }

    public int Outstanding => _outstanding.Count;

    public string FirstOutstanding => Describe.Operation(_outstanding[0].Operation);

    /// <summary>Nobody sends before this monotonic time.</summary>
    public long? PausedUntil { get; set; }

    /// <summary>Somebody was refused for want of room, so everybody lets the ledger work before sending
    /// again.</summary>
    public bool IsHoldingBack { get; set; }

    /// <summary>Whether the disk ever ran low.</summary>
    public bool KnowsLowSpace { get; private set; }

    public bool CanSend(long now)
    {
        PausedUntil = PausedUntil <= now ? null : PausedUntil;
        return PausedUntil is null
            && _outstanding.Count < workload.Knobs.Window
            && (_again.Count > 0 || _next < workload.Operations.Count || _late.Count > 0);
    }

    /// <summary>Something more is to be sent when all else was.</summary>
    public void Add(LedgerCommand command) =>
        _late.Enqueue(new CommandOperation(command) { Index = workload.Operations.Count + _added++ });

    /// <summary>The next operation when that is one of the surroundings.</summary>
    public WorldOperation? NextWorldOperation()
    {
        if (_next == workload.Operations.Count || workload.Operations[_next] is not WorldOperation change)
        {
            return null;
        }

        _next++;
        KnowsLowSpace |= change.Change == WorldChange.SpaceRunsLow;
        return change;
    }

    public Dispatch NextDispatch()
    {
        var isAllSent = _next == workload.Operations.Count && _late.Count == 0;
        if (_again.Count > 0 && (isAllSent || random.Chance(60)))
        {
            // Mostly in the order of sending; sometimes a later one overtakes.
            var place = random.Chance(70) ? 0 : random.Below(_again.Count);
            var again = _again[place];
            _again.RemoveAt(place);
            return again;
        }

        return new Dispatch(_next < workload.Operations.Count ? workload.Operations[_next++] : _late.Dequeue());
    }

    public void Sent(Dispatch dispatch)
    {
        Sends++;
        dispatch.Sends++;
        dispatch.IsOutstanding = true;
        _outstanding.Add(dispatch);
        if (dispatch.Sends > SendsMax)
        {
            throw new FindingException(
                $"#{dispatch.Operation.Index} was sent {SendsMax} times and has no final answer");
        }
    }

    public void Answered(Dispatch dispatch, bool isFinal)
    {
        dispatch.IsOutstanding = false;
        _outstanding.Remove(dispatch);
        if (!isFinal)
        {
            IsHoldingBack = true;
            _again.Add(dispatch);
        }
    }

    /// <summary>The ledger died: whatever waits for an answer is sent again to the next one.</summary>
    public void ForgetOutstanding()
    {
        foreach (var dispatch in _outstanding)
        {
            dispatch.IsOutstanding = false;
            _again.Add(dispatch);
        }

        _outstanding.Clear();
    }
}
