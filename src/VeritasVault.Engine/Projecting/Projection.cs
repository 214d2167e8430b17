using VeritasVault.Core;
using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>
/// The readers' ledger: a second state that applies only durable blocks, by the same step that recovery uses, and the
/// derived rows that are not in the store yet. Whoever reads brings it up to date first, so what was answered can be
/// read.
/// </summary>
internal sealed class Projection
{
    private readonly ILedgerStore _store;
    private readonly DurableBlocks _durable;
    private readonly IdIndex _ids;
    private readonly DerivedRows _rows;
    private readonly RecordReader _reader;
    private volatile IndexedIds _indexed;
    private Exception? _broken;

    public Projection(ILedgerStore store, DurableBlocks durable, Snapshot snapshot)
    {
        _store = store;
        _durable = durable;
        State = snapshot.State;
        BlockNo = snapshot.BlockNo;
        BlockHash = snapshot.BlockHash;
        _ids = new IdIndex(store);
        _rows = new DerivedRows(snapshot, _ids);
        _reader = new RecordReader(State);
        _indexed = new IndexedIds(BlockNo, new SettlementId(snapshot.Greatest.Settlement));
        Blocks = new BlockCache(store);
        Tiles = new LogTiles(store, snapshot.LogSize);
    }

    /// <summary>Held by whoever reads or changes what is in here.</summary>
    public Lock Gate { get; } = new();

    public LedgerState State { get; }

    /// <summary>The last block applied.</summary>
    public long BlockNo { get; private set; }

    public Hash256 BlockHash { get; private set; }

    public DerivedRows Rows => _rows;

    /// <summary>The log's tree.</summary>
    public LogTiles Tiles { get; }

    /// <summary>What proofs remember of the tree.</summary>
    public RememberedNodes TreeNodes { get; } = new();

    /// <summary>The signed checkpoint of the last block; null when none was applied since the derived tables were
    /// read.</summary>
    public byte[]? CheckpointNote { get; private set; }

    public BlockCache Blocks { get; }

    /// <summary>Which ids the store's index can hold; read without the gate.</summary>
    public IndexedIds Indexed => _indexed;

    /// <summary>How many records wait to be written as derived rows.</summary>
    public int PendingRecords => _rows.Weight;

    /// <summary>Applies the next durable block, if there is one.</summary>
    public bool ApplyNext()
    {
        lock (Gate)
        {
            return ApplyNextHeld();
        }
    }

    /// <summary>Applies all durable blocks; the gate is held.</summary>
    public void CatchUpHeld()
    {
        while (ApplyNextHeld())
        {
        }
    }

    /// <summary>Applies a stored block; recovery does so with the blocks after the snapshot.</summary>
    public void Apply(ReadOnlySpan<byte> block)
    {
        BlockFormat.Read(block);
        ApplySealed(block);
    }

    /// <summary>Applies a block as the commit lane hands it over: its hash was made of these very bytes.</summary>
    public void ApplySealed(ReadOnlySpan<byte> block)
    {
        var header = BlockFormat.Header(block);
        BlockChain.Check(header, BlockNo, BlockHash, State);
        _reader.Shared = BlockFormat.Shared(block);
        var body = new ByteReader(BlockFormat.Body(block));
        for (var i = 0; i < header.RecordCount; i++)
        {
            var place = new RecordRef(header.BlockNo, body.Offset, header.FirstRecordNo + i);
            var record = _reader.Read(ref body, place.RecordNo, header.BaseTime, withBody: false);
            _rows.NoteBefore(record);
            State.Apply(record);
            _rows.Note(record, place);
            NoteErasure(record, place);
        }

        if (!body.AtEnd)
        {
            throw new RecordFormatException($"block {header.BlockNo} has bytes left over");
        }

        Tiles.Append(BlockFormat.Leaves(block));
        CheckpointNote = BlockFormat.Checkpoint(block).ToArray();
        BlockNo = header.BlockNo;
        BlockHash = BlockFormat.HashIn(block);
    }

    /// <summary>
    /// Writes the derived rows. Lazily durable: a crash costs at most the work of replaying the blocks after the last
    /// mark that survived, for mark and rows are one atomic write.
    /// </summary>
    public void Flush()
    {
        lock (Gate)
        {
            CatchUpHeld();
            if (PendingRecords == 0 || State.Genesis is not { } genesis)
            {
                return;
            }

            var mark = new ProjectionMark(
                BlockNo,
                BlockHash,
                genesis,
                State.NextRecordNo,
                State.NextEventNo,
                State.LastTime,
                StateCounts.Of(State),
                default,
                default);
            _store.Derive(_rows.Write(mark, Tiles));
            _rows.Clear();
            Tiles.Clear();
            _indexed = new IndexedIds(BlockNo, new SettlementId(_rows.Greatest.Settlement));
        }
    }

    private void NoteErasure(LedgerRecord record, RecordRef place)
    {
        if (record is SettlementRecord { Cause: Cause.EraseMetadata } erasure && State.Open.Find(erasure.Id) is null)
        {
            Invariant.Holds(FindEntry(erasure.Id) is not null);
            _rows.NoteErasure(erasure.Id, place);
        }
    }

    /// <summary>Whether settlements with foreign legs are under way.</summary>
    public bool HasForeign
    {
        get
        {
            lock (Gate)
            {
                return State.Open.Foreign.Count > 0;
            }
        }
    }

    /// <summary>Where the records of a settlement are; the gate is held.</summary>
    public IdEntry? FindEntry(SettlementId id) =>
        (_rows.Find(id) ?? _ids.Find(IdKind.Settlements, id.Bits)) is not { } entry ? null
        : entry.Code == OutcomeCode.Waiting ? entry
        : entry.With(_rows.ErasuresOf(id));

    /// <summary>Where the record of a command is; the gate is held.</summary>
    public IdEntry? FindEntry(CommandId id) => _rows.Find(id) ?? _ids.Find(IdKind.Commands, id.Bits);

    /// <summary>The first settlements from one on that are decided, in their order; the gate is held.</summary>
    public IEnumerable<(SettlementId Id, OutcomeCode Code)> DecidedFrom(SettlementId id, int most) =>
        _ids.SettlementsFrom(id.Bits).Take(most)
            .Concat(_rows.SettlementsFrom(id.Bits).Take(most))
            .OrderBy(one => one.Id)
            .Take(most)
            .Select(one => (new SettlementId(one.Id), one.Entry.Code));

    private bool ApplyNextHeld()
    {
        if (_broken is { } reason)
        {
            throw new LedgerException(
                LedgerFailure.Stopped, $"the readers' state is not to be trusted: {reason.Message}", reason);
        }

        if (!_durable.TryTake(out var block))
        {
            return false;
        }

        try
        {
            ApplySealed(block.Bytes);
        }
        catch (Exception error)
        {
            // Half a block is applied: from here on nobody reads, and the projector's lane stops the engine.
            _broken = error;
            _durable.Published?.Set();
            throw;
        }

        _durable.Release(block);
        return true;
    }
}

/// <summary>Which ids the store's index can hold.</summary>
/// <param name="ThroughBlock">It is complete up to this block.</param>
/// <param name="Greatest">The greatest settlement id in it: greater ones need no look-up.</param>
internal sealed record IndexedIds(long ThroughBlock, SettlementId Greatest);
