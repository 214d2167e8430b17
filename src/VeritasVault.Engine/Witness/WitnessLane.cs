namespace VeritasVault.Engine;

/// <summary>
/// Writes the newest durable checkpoint to the witness mark: within <see cref="Cadence"/> while blocks are written,
/// off the
/// path of the answers. What is lost in a crash is at most what that time wrote: a store cut back by less than that
/// is not
/// noticed by the mark.
/// </summary>
internal sealed class WitnessLane(IWitnessMarkStore? store, ITimeSource time) : ILane
{
    private readonly Lock _writing = new();
    private WitnessMark? _newest;
    private WitnessMark? _written;
    private long _lastWriteMicros = long.MinValue;
    private volatile string? _trouble;

    /// <summary>Least time between two writes.</summary>
    public static TimeSpan Cadence { get; } = TimeSpan.FromMilliseconds(500);

    public string Name => "witness";

    public ILaneSignal? Signal { get; set; }

    /// <summary>Why the mark could not be written, or null: the ledger goes on, but is not watched.</summary>
    public string? Trouble => _trouble;

    public TimeSpan? IdleAtMost =>
        store is null || ReferenceEquals(Volatile.Read(ref _newest), _written) ? null : Cadence;

    /// <summary>A block is durable.</summary>
    public void Remember(WitnessMark mark)
    {
        if (store is null)
        {
            return;
        }

        var wasIdle = ReferenceEquals(Volatile.Read(ref _newest), _written);
        Volatile.Write(ref _newest, mark);
        if (wasIdle)
        {
            Signal?.Set();
        }
    }

    public bool Step()
    {
        var due = _lastWriteMicros == long.MinValue
            || time.MonotonicMicros - _lastWriteMicros >= (long)Cadence.TotalMicroseconds;
        return due && Write();
    }

    /// <summary>Writes what is newest now; at clean close.</summary>
    public void Flush() => Write();

    private bool Write()
    {
        lock (_writing)
        {
            var mark = Volatile.Read(ref _newest);
            if (store is null || mark is null || ReferenceEquals(mark, _written))
            {
                return false;
            }

            _lastWriteMicros = time.MonotonicMicros;
            try
            {
                store.Write(mark);
                _written = mark;
                _trouble = null;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or LedgerException)
            {
                // The old mark stands, which is true as well. Tried again with the cadence; health tells meanwhile.
                _trouble = error.Message;
                return false;
            }

            return true;
        }
    }
}
