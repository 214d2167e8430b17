using System.Diagnostics;

namespace VeritasVault.Bench;

/// <summary>
/// Time, processor time, allocation and hashing of the timed parts of a run, which may be several. Processor time and
/// allocation are those of the whole process: intake, lanes, answers, the collector and the store's own threads.
/// </summary>
/// <param name="compressions">Tells how often the log's hasher has compressed a block of 64 bytes so far.</param>
internal sealed class Meter(Func<long> compressions)
{
    private readonly Process _process = Process.GetCurrentProcess();
    private TimeSpan _cpu;
    private long _started;
    private long _allocated;
    private long _compressions;

    public TimeSpan Elapsed { get; private set; }

    public TimeSpan Cpu { get; private set; }

    public long AllocatedBytes { get; private set; }

    /// <summary>SHA-256 compressions for the log.</summary>
    public long Compressions { get; private set; }

    /// <summary>Begins a timed part; what was left over before is collected first.</summary>
    public void Start()
    {
        Settle();
        _process.Refresh();
        _cpu = _process.TotalProcessorTime;
        _allocated = GC.GetTotalAllocatedBytes(precise: true);
        _compressions = compressions();
        _started = Stopwatch.GetTimestamp();
    }

    /// <summary>Ends a timed part.</summary>
    /// <returns>How long it took.</returns>
    public TimeSpan Stop()
    {
        var elapsed = Stopwatch.GetElapsedTime(_started);
        _process.Refresh();
        Elapsed += elapsed;
        Cpu += _process.TotalProcessorTime - _cpu;
        AllocatedBytes += GC.GetTotalAllocatedBytes(precise: true) - _allocated;
        Compressions += compressions() - _compressions;
        return elapsed;
    }

    private static void Settle()
    {
        for (var i = 0; i < 2; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
