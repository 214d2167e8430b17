using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>
/// The log of one history, in step with a state: entries of records as they are applied, and the block entry that
/// closes a
/// block. Commit, recovery and audit each have one over their own state.
/// </summary>
internal sealed class LogBuilder
{
    private static readonly Hash32 Parameters = BlockEntry.HashOfParameters(
        Limits.LegsMax, Limits.ExpectedVersionsMax, Limits.OpenSettlementsMax, Limits.OpenSettlementsPerActorMax);

    private readonly LedgerState _state;
    private readonly EntryBuilder _entries;
    private readonly EntryBatch _batch;
    private readonly StatementWriter _entry = new();
    private readonly MerkleFrontier _frontier;
    private Hash32[] _leaves = new Hash32[16];
    private int _count;

    /// <param name="state">The state it keeps in step with.</param>
    /// <param name="frontier">The right edge of the tree at that state.</param>
    /// <param name="hasher">Makes the hashes.</param>
    public LogBuilder(LedgerState state, MerkleFrontier frontier, IMessageHasher hasher)
    {
        _state = state;
        _frontier = frontier;
        _entries = new EntryBuilder(state, hasher);
        _batch = new EntryBatch(state, hasher);
        Registry = new RegistryTrees(state, hasher);
        Root = frontier.Root();
    }

    public RegistryTrees Registry { get; }

    /// <summary>Entries of the closed blocks.</summary>
    public long Size => _frontier.Size;

    /// <summary>The log's name now.</summary>
    public string Origin => _state.Identity.Origin.Value;

    /// <summary>Root of the tree of the closed blocks.</summary>
    public Hash32 Root { get; private set; }

    /// <summary>Leaf hashes of the block that is being built; after <see cref="Close"/> with that of its block
    /// entry.</summary>
    public ReadOnlySpan<Hash32> Leaves => _leaves.AsSpan(0, _count);

    /// <summary>Begins the next block.</summary>
    public void Open() => _count = 0;

    /// <summary>Applies a record and adds its entry.</summary>
    /// <param name="record">The record; the body of a decided submission need not be built.</param>
    /// <param name="bytes">It as it is stored, without its length.</param>
    /// <param name="blockNo">The block it is in.</param>
    /// <param name="apply">Applies it to the state.</param>
    public void Add(LedgerRecord record, ReadOnlySpan<byte> bytes, long blockNo, Action<LedgerRecord> apply)
    {
        var index = Size + _count;
        _entry.Clear();
        if (record is SettlementRecord settlement)
        {
            _entries.WriteSettlement(_entry, new EntryPlace(Origin, index, blockNo), settlement, bytes);
        }

        apply(record);
        if (record is not SettlementRecord)
        {
            _entries.WriteOther(_entry, new EntryPlace(Origin, index, blockNo), record, bytes);
            if (record is RegistryRecord { Command: var command })
            {
                Registry.Note(command);
            }
        }

        AddLeaf(MerkleHash.Leaf(_entry.Written));
    }

    /// <summary>As <see cref="Add"/>, with the entries of unsigned decisions built many at a time: their leaves are
    /// there when the
    /// block is closed.</summary>
    public void AddSoon(LedgerRecord record, ReadOnlySpan<byte> bytes, long blockNo, Action<LedgerRecord> apply)
    {
        if (record is not SettlementRecord { IsDecision: true, Cause: not Cause.Tombstone } settlement
            || EntryBuilder.IsSigned(_state, settlement))
        {
            Add(record, bytes, blockNo, apply);
            return;
        }

        if (_batch.IsFull)
        {
            _batch.Complete(_leaves);
        }

        var place = new EntryPlace(Origin, Size + _count, blockNo);
        _batch.Add(_count, place, settlement);
        apply(record);
        AddLeaf(default);
    }

    /// <summary>Closes the block: its block entry is the last leaf, and the tree grows by all of them.</summary>
    /// <param name="blockNo">The block.</param>
    /// <param name="sink">Told of each hash that the tree's tiles gain.</param>
    public BlockTail Close(long blockNo, TileHashSink? sink = null)
    {
        _batch.Complete(_leaves);
        var registry = Registry.Statement;
        var entry = new BlockEntry(
            Origin,
            blockNo,
            Size,
            _count + 1,
            _state.LastTime.Micros,
            Root,
            _state.Positions.Count,
            registry.Hash(),
            SaltEpoch: 0,
            Parameters).ToBytes();
        AddLeaf(MerkleHash.Leaf(entry));
        Extend(Leaves, sink);
        _entry.Clear();
        registry.Write(_entry);
        return new BlockTail(entry, _entry.Written.ToArray(), new Checkpoint(Origin, Size, Root));
    }

    /// <summary>Takes a block that was closed before by its stored leaves; the state has applied its records.</summary>
    public void Extend(ReadOnlySpan<Hash32> leaves, TileHashSink? sink = null)
    {
        _frontier.Append(leaves, sink);
        Root = _frontier.Root();
    }

    private void AddLeaf(in Hash32 leaf)
    {
        if (_count == _leaves.Length)
        {
            Array.Resize(ref _leaves, _count * 2);
        }

        _leaves[_count++] = leaf;
    }
}

/// <summary>What closes a block in the log.</summary>
/// <param name="BlockEntry">The bytes of its block entry.</param>
/// <param name="Registry">The bytes of the registry statement whose hash is in it.</param>
/// <param name="Checkpoint">The tree after it.</param>
internal sealed record BlockTail(byte[] BlockEntry, byte[] Registry, Checkpoint Checkpoint);
