using System.Diagnostics.CodeAnalysis;

namespace VeritasVault.Engine;

/// <summary>The blocks that exist. When all are under way the writer lane pauses: that bounds memory.</summary>
internal sealed class BlockPool
{
    private readonly Lock _gate = new();
    private readonly Stack<Block> _free = new();

    public BlockPool(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _free.Push(new Block());
        }
    }

    /// <summary>Told when a block came back.</summary>
    public ILaneSignal? Returned { get; set; }

    public bool TryTake([NotNullWhen(true)] out Block? block)
    {
        lock (_gate)
        {
            return _free.TryPop(out block);
        }
    }

    public void Return(Block block)
    {
        block.Reset();
        lock (_gate)
        {
            _free.Push(block);
        }

        Returned?.Set();
    }
}
