using System.Runtime.InteropServices;
using VeritasVault.Core;
using VeritasVault.Proofs;
using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>
/// One group commit on its way: filled by the writer lane, sealed and stored by the commit lane, read by the projector,
/// then used again. At every moment exactly one of them holds it.
/// </summary>
internal sealed class Block
{
    private readonly ByteWriter _bytes = new(64 * 1024);
    private readonly SharedBatches _shared = new();
    private readonly List<StoreChange> _alongside = [];
    private readonly List<WorkItem> _waiters = [];
    private long _alongsideBytes;

    public Block() => Reset();

    public long BlockNo { get; private set; }

    public BlockHeader Header { get; private set; }

    public int RecordCount { get; private set; }

    public int Length => _bytes.Length;

    /// <summary>Bytes of the whole write: the block and what goes with it.</summary>
    public long Size => _bytes.Length + _shared.Size + _alongsideBytes;

    /// <summary>Whether there is something to store or somebody to answer.</summary>
    public bool HasContent => RecordCount > 0 || _waiters.Count > 0;

    public IReadOnlyList<StoreChange> Alongside => _alongside;

    /// <summary>Whose answers become true with this block.</summary>
    public IReadOnlyList<WorkItem> Waiters => _waiters;

    public ReadOnlySpan<byte> Bytes => _bytes.Written;

    public ReadOnlyMemory<byte> Memory => _bytes.WrittenMemory;

    /// <summary>The records; before <see cref="AppendLog"/>.</summary>
    public ReadOnlySpan<byte> Body => IsBodyClosed
        ? _bytes.At(BlockFormat.HeaderSize, Header.BodyLength)
        : _bytes.Written[BlockFormat.HeaderSize..];

    public void Reset()
    {
        _bytes.Clear();
        _bytes.Reserve(BlockFormat.HeaderSize);
        _shared.Clear();
        _alongside.Clear();
        _alongsideBytes = 0;
        _waiters.Clear();
        RecordCount = 0;
        BlockNo = 0;
        Header = default;
        Mark = null;
    }

    /// <summary>Appends a record; the first one fixes the numbers of the header.</summary>
    /// <param name="record">The record.</param>
    /// <param name="blockNo">The number of this block.</param>
    /// <param name="eventNo">The number of the record's first event.</param>
    /// <param name="sharesBatches">Whether more records are to be expected that rest on the same signed batches: then
    /// the block stores paths and signatures once for all of them.</param>
    public void Append(LedgerRecord record, long blockNo, long eventNo, bool sharesBatches = false)
    {
        if (RecordCount == 0)
        {
            BlockNo = blockNo;
            Header = new BlockHeader(blockNo, record.RecordNo, 0, eventNo, record.At, default, 0, 0, 0, 0, 0);
        }

        RecordWriter.Append(_bytes, record, Header.BaseTime, sharesBatches ? _shared : null);
        RecordCount++;
    }

    public void Add(StoreChange alongside)
    {
        _alongside.Add(alongside);
        _alongsideBytes += alongside.Key.Length + (alongside.Value?.Length ?? 0);
    }

    public void Add(WorkItem waiter) => _waiters.Add(waiter);

    /// <summary>Closes the records and adds what many of them share.</summary>
    /// <returns>That, read back from the block's bytes; null when it is nothing.</returns>
    public StoredBatches? CloseBody()
    {
        Invariant.Holds(!IsBodyClosed);
        var bodyEnd = _bytes.Length;
        _shared.Write(_bytes);
        Header = Header with
        {
            RecordCount = RecordCount,
            BodyLength = bodyEnd - BlockFormat.HeaderSize,
            SharedLength = _bytes.Length - bodyEnd,
        };
        return StoredBatches.Read(_bytes.Written[bodyEnd..]);
    }

    /// <summary>Adds what the log says of the records.</summary>
    /// <param name="leaves">Leaf hashes of the entries, that of the block entry last.</param>
    /// <param name="tail">The block entry and the registry it speaks of.</param>
    /// <param name="checkpoint">The signed checkpoint.</param>
    public void AppendLog(ReadOnlySpan<Hash32> leaves, BlockTail tail, ReadOnlySpan<byte> checkpoint)
    {
        Invariant.Holds(IsBodyClosed && !IsClosed && leaves.Length == RecordCount + 1);
        Header = Header with
        {
            BlockEntryLength = tail.BlockEntry.Length,
            RegistryLength = tail.Registry.Length,
            CheckpointLength = checkpoint.Length,
        };
        _bytes.Bytes(MemoryMarshal.AsBytes(leaves));
        _bytes.Bytes(tail.BlockEntry);
        _bytes.Bytes(tail.Registry);
        _bytes.Bytes(checkpoint);
    }

    /// <summary>What to remember of the log that ends with it, outside the store; set when it is sealed.</summary>
    public WitnessMark? Mark { get; set; }

    /// <summary>Writes the header and the hash over everything; the block is complete after it.</summary>
    /// <param name="previousHash">The hash of the block before it; default for the first.</param>
    public Hash256 Seal(Hash256 previousHash)
    {
        Invariant.Holds(IsClosed);
        Header = Header with { PreviousHash = previousHash };
        BlockFormat.WriteHeader(_bytes.At(0, BlockFormat.HeaderSize), Header);
        var hash = Hash256.Of(_bytes.Written);
        _bytes.Hash(hash);
        return hash;
    }

    private bool IsBodyClosed => Header.BodyLength > 0;

    private bool IsClosed => Header.CheckpointLength > 0;
}
