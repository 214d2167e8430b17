using VeritasVault.Core;
using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>The few blocks read last, for queries that follow references into history. Thread-safe.</summary>
internal sealed class BlockCache(ILedgerStore store)
{
    private const int BlocksMax = 8;

    private readonly Lock _gate = new();
    private readonly LinkedList<(long BlockNo, byte[] Bytes, BlockHeader Header)> _blocks = new();

    /// <summary>A block and its checked header.</summary>
    /// <exception cref="RecordFormatException">The block is missing or damaged.</exception>
    public byte[] Read(long blockNo, out BlockHeader header)
    {
        lock (_gate)
        {
            for (var node = _blocks.First; node is not null; node = node.Next)
            {
                if (node.Value.BlockNo == blockNo)
                {
                    _blocks.Remove(node);
                    _blocks.AddFirst(node);
                    header = node.Value.Header;
                    return node.Value.Bytes;
                }
            }
        }

        var bytes = store.ReadBlock(blockNo) ?? throw new RecordFormatException($"block {blockNo} is missing");
        header = BlockFormat.Read(bytes);
        lock (_gate)
        {
            _blocks.AddFirst((blockNo, bytes, header));
            if (_blocks.Count > BlocksMax)
            {
                _blocks.RemoveLast();
            }
        }

        return bytes;
    }
}
