using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>
/// What a block that is being filled stores once for many of its records: of each signed batch the part of its tree
/// that holds their places, and the signatures over it (spec/blocks.md, Signed batches). Used again with its block.
/// </summary>
internal sealed class SharedBatches : ISharedBatchWriter
{
    // More are not found in one block, unless callers send tiny batches: those are written whole.
    private const int BatchesMax = 256;

    private readonly List<SharedBatch> _batches = [];
    private int _count;

    /// <summary>The most bytes it will take in the block.</summary>
    public long Size { get; private set; }

    public int Share(HeldApproval approval)
    {
        if (approval.Batch is not { Tree: { } tree } batch || NumberOf(tree) is not (>= 0 and var number))
        {
            return -1;
        }

        var sizeBefore = _batches[number].Size;
        if (!_batches[number].Note(batch.Index, approval.KeyIndex, approval.Signature))
        {
            return -1;
        }

        Size += _batches[number].Size - sizeBefore;
        return number;
    }

    /// <summary>Writes what was noted; nothing when that is nothing.</summary>
    public void Write(ByteWriter writer)
    {
        if (_count == 0)
        {
            return;
        }

        writer.Var(_count);
        for (var i = 0; i < _count; i++)
        {
            _batches[i].Write(writer);
        }
    }

    public void Clear()
    {
        for (var i = 0; i < _count; i++)
        {
            _batches[i].Clear();
        }

        _count = 0;
        Size = 0;
    }

    // Nearly every record is of the batch of the one before.
    private int NumberOf(ApprovalTree tree)
    {
        for (var i = _count - 1; i >= 0; i--)
        {
            if (ReferenceEquals(_batches[i].Tree, tree))
            {
                return i;
            }
        }

        if (_count == BatchesMax)
        {
            return -1;
        }

        if (_count == _batches.Count)
        {
            _batches.Add(new SharedBatch());
        }

        _batches[_count].Begin(tree);
        Size += _batches[_count].Size;
        return _count++;
    }
}
