namespace VeritasVault.Engine;

/// <summary>The bounded queue between callers and the writer lane. Full means refused, never blocked.</summary>
internal sealed class IntakeQueue(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Queue<WorkItem> _items = new();
    private bool _closed;

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

    /// <summary>Nothing is added any more.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
        }
    }
}
