using System.Diagnostics.CodeAnalysis;

namespace VeritasVault.Engine;

/// <summary>Durable blocks on their way to the projection, in order. Bounded by the pool the blocks come
/// from.</summary>
internal sealed class DurableBlocks(BlockPool pool)
{
    private readonly Lock _gate = new();
    private readonly Queue<Block> _blocks = new();
    private readonly List<Block> _held = [];

    /// <summary>Told when a block was published.</summary>
    public ILaneSignal? Published { get; set; }

    /// <summary>A block is durable and may be read. The commit lane holds it until it has answered the block's
    /// waiters.</summary>
    public void Publish(Block block)
    {
        lock (_gate)
        {
            _blocks.Enqueue(block);
            _held.Add(block);
            _held.Add(block);
        }

        Published?.Set();
    }

    public bool TryTake([NotNullWhen(true)] out Block? block)
    {
        lock (_gate)
        {
            return _blocks.TryDequeue(out block);
        }
    }

    /// <summary>One of the two holders, commit lane and projection, needs the block no longer.</summary>
    public void Release(Block block)
    {
        bool last;
        lock (_gate)
        {
            _held.Remove(block);
            last = !_held.Contains(block);
        }

        if (last)
        {
            pool.Return(block);
        }
    }
}
