using System.Diagnostics;

namespace VeritasVault.Engine;

/// <summary>One background thread for each lane.</summary>
internal sealed class ThreadScheduler : IScheduler
{
    private readonly List<Runner> _runners = [];
    private readonly ManualResetEventSlim _progress = new(initialState: false);

    /// <inheritdoc/>
    public bool HasThreads => true;

    public ILaneSignal Start(ILane lane)
    {
        var runner = new Runner(lane, _progress);
        _runners.Add(runner);
        runner.Start();
        return runner;
    }

    public void RunUntil(Func<bool> condition)
    {
        while (!condition())
        {
            _progress.Reset();
            if (!condition())
            {
                _progress.Wait(TimeSpan.FromMilliseconds(50));
            }
        }
    }

    public void Dispose()
    {
        // All end before the first is freed: until its last step a lane may signal any other.
        foreach (var runner in _runners)
        {
            runner.End();
        }

        foreach (var runner in _runners)
        {
            runner.Dispose();
        }

        _progress.Dispose();
    }

    private sealed class Runner : ILaneSignal, IDisposable
    {
        private readonly ILane _lane;
        private readonly ManualResetEventSlim _progress;
        private readonly AutoResetEvent _signal = new(initialState: false);
        private readonly Thread _thread;
        private readonly Lock _gate = new();
        private volatile bool _stopping;
        private bool _freed;

        public Runner(ILane lane, ManualResetEventSlim progress)
        {
            _lane = lane;
            _progress = progress;
            _thread = new Thread(Run) { IsBackground = true, Name = $"veritas-{lane.Name}" };
        }

        public void Start() => _thread.Start();

        public void Set()
        {
            // Callers and readers may come late, when there is nobody left to wake.
            lock (_gate)
            {
                if (!_freed)
                {
                    _signal.Set();
                }
            }
        }

        public void End()
        {
            _stopping = true;
            Set();
            if (Thread.CurrentThread != _thread)
            {
                _thread.Join();
            }
        }

        public void Dispose()
        {
            lock (_gate)
            {
                _freed = true;
                _signal.Dispose();
            }
        }

        private void Run()
        {
            while (!_stopping)
            {
                if (_lane.Step())
                {
                    continue;
                }

                _progress.Set();
                var idle = _lane.IdleAtMost;
                Debug.Assert(idle is null || idle >= TimeSpan.Zero, "a lane cannot have been due already");

                // Up to whole milliseconds: what is due in less would otherwise be waited for by spinning.
                _signal.WaitOne(idle is { } time ? (int)Math.Ceiling(time.TotalMilliseconds) : Timeout.Infinite);
            }
        }
    }
}
