namespace VeritasVault.Engine;

/// <summary>A line of work that goes on in small steps. It owns no thread: whoever schedules it decides when it
/// steps.</summary>
internal interface ILane
{
    string Name { get; }

    /// <summary>Does one bounded piece of work without waiting. False: there was nothing to do.</summary>
    bool Step();

    /// <summary>How long the lane may be left alone when nobody signals; null means until a signal.</summary>
    TimeSpan? IdleAtMost { get; }
}

/// <summary>Tells a lane's scheduler that there may be work. May be called from anywhere, any number of
/// times.</summary>
internal interface ILaneSignal
{
    void Set();
}

/// <summary>
/// Runs lanes. The embedded engine uses a thread a lane; the simulator steps all lanes on one thread in an order drawn
/// from its seed. A scheduler never steps one lane twice at the same time.
/// </summary>
internal interface IScheduler : IDisposable
{
    /// <summary>Starts to run a lane; what its steps throw is a defect and ends the process or the
    /// simulation.</summary>
    ILaneSignal Start(ILane lane);

    /// <summary>Whether lanes run at the same time, on threads of their own. Where they are stepped one at a time
    /// nothing else of the engine takes a thread either, so that one seed gives one run.</summary>
    bool HasThreads => false;

    /// <summary>Runs lanes until the condition holds. Only for opening and closing.</summary>
    void RunUntil(Func<bool> condition);
}
