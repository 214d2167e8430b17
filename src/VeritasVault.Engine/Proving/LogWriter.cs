using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>
/// Extends the log by the blocks that are about to become durable, in the commit lane. It reads each record back from
/// the
/// block's bytes and applies it to a state of its own: so an entry always says what its stored record says, and a
/// block that
/// could not be read again is never written.
/// </summary>
internal sealed class LogWriter
{
    private readonly LedgerState _state;
    private readonly RecordReader _reader;
    private readonly LogBuilder _log;
    private readonly LogKeys _keys;
    private readonly Action<LedgerRecord> _apply;
    private readonly CountingHasher _hasher;

    /// <param name="state">A state of its own at the last durable block.</param>
    /// <param name="frontier">The right edge of the tree there.</param>
    /// <param name="keys">The keys it may sign with.</param>
    public LogWriter(LedgerState state, MerkleFrontier frontier, LogKeys keys)
    {
        _state = state;
        _keys = keys;
        _apply = state.Apply;
        _reader = new RecordReader(state);
        _hasher = new CountingHasher(MessageHasher.Best);
        _log = new LogBuilder(
            state, MerkleFrontier.Restore(_hasher, frontier.Size, frontier.Nodes()), _hasher);
    }

    public string Origin => _state.Identity.Origin.Value;

    public long Size => _log.Size;

    public Hash32 Root => _log.Root;

    /// <summary>What the entries written so far took of SHA-256, in runs of its compression function; the few nodes
    /// between a block's subtrees and its root are not in it. For any thread.</summary>
    public long Compressions => _hasher.Compressions;

    /// <summary>What to remember of the log outside the store.</summary>
    /// <param name="blockNo">The block that was added last.</param>
    public WitnessMark Mark(long blockNo) => new(Origin, blockNo, Size, Root.ToHash256());

    /// <summary>Adds a new block to the log: its leaves, its block entry, its signed checkpoint.</summary>
    public void Extend(Block block)
    {
        var keyBefore = _state.Identity.Key;
        _reader.Shared = block.CloseBody();
        _reader.Shared?.Check();
        var body = new ByteReader(block.Body);
        _log.Open();
        for (var i = 0; i < block.RecordCount; i++)
        {
            var start = body.Offset;
            var record = _reader.Read(ref body, block.Header.FirstRecordNo + i, block.Header.BaseTime, withBody: false);
            var bytes = block.Body[(start + RecordWriter.LengthSize)..body.Offset];
            _log.AddSoon(record, bytes, block.BlockNo, _apply);
        }

        Invariant.Holds(body.AtEnd);
        var tail = _log.Close(block.BlockNo);
        var note = _keys.Sign(tail.Checkpoint, keyBefore, _state.Identity.Key);
        block.AppendLog(_log.Leaves, tail, note);
    }

    /// <summary>Takes a durable block that was written before; recovery does so with the blocks after the
    /// snapshot.</summary>
    /// <param name="block">The block.</param>
    /// <param name="isLast">Whether its signature is checked: the chain of hashes binds those before it to it.</param>
    /// <exception cref="RecordFormatException">Its checkpoint is not that of its leaves.</exception>
    public void Replay(ReadOnlySpan<byte> block, bool isLast)
    {
        var keyBefore = _state.Identity.Key;
        var header = BlockFormat.Read(block);
        _reader.Shared = BlockFormat.Shared(block);
        var body = new ByteReader(BlockFormat.Body(block));
        for (var i = 0; i < header.RecordCount; i++)
        {
            var record = _reader.Read(ref body, header.FirstRecordNo + i, header.BaseTime, withBody: false);
            _state.Apply(record);
            if (record is RegistryRecord { Command: var command })
            {
                _log.Registry.Note(command);
            }
        }

        _log.Extend(BlockFormat.Leaves(block));
        var checkpoint = new Checkpoint(Origin, _log.Size, _log.Root);
        if (isLast)
        {
            new CheckpointCheck(LedgerEd25519.Instance).Signed(block, checkpoint, keyBefore, _state.Identity.Key);
        }
        else
        {
            CheckpointCheck.Tree(block, checkpoint);
        }
    }
}
