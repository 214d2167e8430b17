namespace VeritasVault.Core;

/// <summary>What an id was pinned to.</summary>
/// <param name="ContentHash">Hash of the content it was first used with.</param>
/// <param name="MetadataHash">The salted hash of a settlement's reference and metadata.</param>
/// <param name="Answer">The first answer.</param>
internal readonly record struct PinnedId(Hash256 ContentHash, Hash256? MetadataHash, Answer Answer)
{
    /// <summary>Who submitted it, for settlements.</summary>
    public ActorId Proposer { get; init; }

    /// <summary>Whether the id was cancelled before it was seen: no content can be the same.</summary>
    public bool IsTombstone { get; init; }
}

/// <summary>A settlement whose outcome is pinned.</summary>
/// <param name="Proposer">Who submitted it.</param>
/// <param name="Answer">Its pinned outcome.</param>
internal sealed record DecidedSettlement(ActorId Proposer, Answer Answer);

/// <summary>
/// What the history knows of ids that the core no longer keeps. It is attached to a command and judged by the core like
/// what it remembers itself, so that an answer does not depend on how old an id is.
/// </summary>
/// <param name="Command">The answer to a repeat of the command's id: its first answer, or that the id is taken.</param>
/// <param name="Settlement">The settlement the command is about, when that is decided.</param>
internal readonly record struct EarlierIds(Answer? Command, DecidedSettlement? Settlement);

/// <summary>
/// The decided ids that the store's id index does not hold yet. Ids are dropped by generation once the index has them,
/// so memory is bounded by the index's lag however long the history; the intake asks the index for older ones.
/// </summary>
internal sealed class RecentIds
{
    private readonly List<Generation> _generations = [new()];

    // Dropped generations, emptied but grown to size: the next ones need not grow again. As many as the index ever
    // lagged behind.
    private readonly Stack<Generation> _spare = new();
    private SettlementId _greatest;

    /// <summary>Ids of blocks up to this one are dropped: an index look-up older than that must be made
    /// again.</summary>
    public long DroppedThroughBlock { get; private set; }

    public int Count => _generations.Sum(g => g.Count);

    public bool TryFind(SettlementId id, out PinnedId pinned)
    {
        // Ascending ids, as UUIDv7 are, are new when they are greater than any before.
        if (id > _greatest)
        {
            pinned = default;
            return false;
        }

        foreach (var generation in _generations)
        {
            if (generation.Settlements.TryGet(id, out pinned))
            {
                return true;
            }
        }

        pinned = default;
        return false;
    }

    public bool TryFind(CommandId id, out PinnedId pinned)
    {
        foreach (var generation in _generations)
        {
            if (generation.Commands.TryGet(id, out pinned))
            {
                return true;
            }
        }

        pinned = default;
        return false;
    }

    public void Pin(SettlementId id, in PinnedId pinned)
    {
        _greatest = id > _greatest ? id : _greatest;
        _generations[^1].Settlements.Add(id, pinned);
    }

    public void Pin(CommandId id, in PinnedId pinned) => _generations[^1].Commands.Add(id, pinned);

    /// <summary>Starts a new generation when the current one is large enough: its ids belong to blocks up to this
    /// one.</summary>
    public void CloseGeneration(long throughBlock, int idsAtLeast)
    {
        if (_generations[^1].Count < idsAtLeast)
        {
            return;
        }

        _generations[^1].ThroughBlock = throughBlock;
        _generations.Add(_spare.TryPop(out var spare) ? spare : new Generation());
    }

    /// <summary>Drops the generations whose ids the index now holds durably enough to be read.</summary>
    public void Drop(long indexedThroughBlock)
    {
        while (_generations.Count > 1 && _generations[0].ThroughBlock <= indexedThroughBlock)
        {
            DroppedThroughBlock = _generations[0].ThroughBlock;
            _generations[0].Clear();
            _spare.Push(_generations[0]);
            _generations.RemoveAt(0);
        }
    }

    private sealed class Generation
    {
        public long ThroughBlock { get; set; } = long.MaxValue;

        public PinnedSettlements Settlements { get; } = new();

        public Index<CommandId, PinnedId> Commands { get; } = new();

        public int Count => Settlements.Count + Commands.Count;

        public void Clear()
        {
            ThroughBlock = long.MaxValue;
            Settlements.Clear();
            Commands.Clear();
        }
    }
}
