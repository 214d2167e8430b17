namespace VeritasVault.Engine;

/// <summary>The bounded queue between callers and the writer lane. Full means refused, never blocked.</summary>
internal sealed class IntakeQueue(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Queue<WorkItem> _items = new();
    private bool _closed;
    private long _outstanding;

    /// <summary>Items that were added and are neither answered nor failed yet.</summary>
    public long Outstanding => Interlocked.Read(ref _outstanding);

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _items.Count;
            }
        }
    }

    /// <summary>Adds an item, unless the queue is full or closed.</summary>
    public bool TryAdd(WorkItem item, out bool closed)
    {
        lock (_gate)
        {
            closed = _closed;
            if (_closed || _items.Count >= capacity)
            {
                return false;
            }

            _items.Enqueue(item);
            Interlocked.Increment(ref _outstanding);
            return true;
        }
    }

    public bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out WorkItem? item)
    {
        lock (_gate)
        {
            return _items.TryDequeue(out item);
        }
    }

    /// <summary>An item has its answers or its failure.</summary>
    public void Finished() => Interlocked.Decrement(ref _outstanding);

    /// <summary>Nothing is added any more.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
        }
    }
}
