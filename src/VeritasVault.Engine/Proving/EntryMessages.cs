using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>
/// The messages of a batch of entries, one list for each kind, in the order of the settlements. An ordinary settlement
/// is written from the indices of its record; what is rare, from the statements themselves.
/// </summary>
internal sealed class EntryMessages(LedgerState state)
{
    /// <summary>A settlement's nonce and the salt of its terms come before the salts of its legs.</summary>
    public const int ElementsBeforeLegs = 2;

    /// <summary>Bytes of each of them: one block.</summary>
    public const int ElementSize = 64;

    private readonly EntryNames _names = new(state);
    private readonly KnownPositions _known = new();
    private readonly StatementWriter _writer = new();
    private SaltMessages? _salts;
    private LogMessages? _log;
    private EntryJob[] _jobs = new EntryJob[EntryBatch.JobsMax];
    private EntryChange[] _changes = new EntryChange[64];
    private int[] _legSalts = new int[64];
    private int[] _positionSalts = new int[64];
    private int[] _legCounts = new int[EntryBatch.JobsMax];
    private int[] _stateCounts = new int[EntryBatch.JobsMax];
    private int _jobCount;
    private int _treeCount;

    public PaddedMessages Secrets { get; } = new();

    public PaddedMessages Elements { get; } = new();

    public PaddedMessages Salts { get; } = new();

    public PaddedMessages Legs { get; } = new();

    public PaddedMessages Terms { get; } = new();

    public PaddedMessages Positions { get; } = new();

    public PaddedMessages States { get; } = new();

    public PaddedMessages Transactions { get; } = new();

    public PaddedMessages Entries { get; } = new();

    public Span<EntryJob> Jobs => _jobs.AsSpan(0, _jobCount);

    public ReadOnlySpan<EntryChange> Changes => _changes.AsSpan(0, States.Count);

    /// <summary>Where the salts of <see cref="Legs"/> are open.</summary>
    public ReadOnlySpan<int> LegSalts => _legSalts.AsSpan(0, Legs.Count);

    /// <summary>Where the salts of <see cref="Positions"/> are open.</summary>
    public ReadOnlySpan<int> PositionSalts => _positionSalts.AsSpan(0, Positions.Count);

    /// <summary>How many legs each settlement has.</summary>
    public Span<int> LegCounts => _legCounts.AsSpan(0, _jobCount);

    /// <summary>How many states each settlement has that has any.</summary>
    public Span<int> StateCounts => _stateCounts.AsSpan(0, _treeCount);

    public void Add(int leafPlace, in EntryPlace place, SettlementRecord record)
    {
        Invariant.Holds(state.Genesis is not null);
        _names.Refresh();
        _known.Room(state.Positions.Count);
        _salts ??= new SaltMessages(state.Genesis.SaltKey.ToHash32());
        if (_log is null || !ReferenceEquals(_log.Origin, place.Origin))
        {
            _log = new LogMessages(place.Origin);
        }

        Expect(record);
        Room(ref _jobs, _jobCount);
        ref var job = ref _jobs[_jobCount];
        job = new EntryJob { LeafPlace = leafPlace, PositionCount = record.PositionCount };
        _salts.Secret(Secrets, record.Id.ToBytes16());
        SaltMessages.Nonce(Elements);
        SaltMessages.Terms(Elements);
        AddTransaction(ref job, record);
        AddPositions(record);
        AddEntry(ref job, place, record);
        Room(ref _legCounts, _jobCount);
        _legCounts[_jobCount++] = job.LegCount;
        if (record.PositionCount > 0)
        {
            Room(ref _stateCounts, _treeCount);
            _stateCounts[_treeCount++] = record.PositionCount;
        }
    }

    /// <summary>The hashes of <see cref="Positions"/> are made: later entries find them.</summary>
    public void Learn(ReadOnlySpan<Hash32> hashes)
    {
        foreach (ref readonly var change in Changes)
        {
            ref var row = ref _known.At(change.PositionIndex);
            if (row.Is(change.PositionIndex, change.VersionAfter))
            {
                row.Hash = hashes[change.After];
                row.Pending = -1;
            }
        }
    }

    public void Clear()
    {
        (_jobCount, _treeCount) = (0, 0);
        Secrets.Clear();
        Elements.Clear();
        Salts.Clear();
        Legs.Clear();
        Terms.Clear();
        Positions.Clear();
        States.Clear();
        Transactions.Clear();
        Entries.Clear();
    }

    private void AddTransaction(ref EntryJob job, SettlementRecord record)
    {
        if (IsPlain(record))
        {
            job.LegCount = record.LegCount;
            for (var i = 0; i < record.LegCount; i++)
            {
                ref readonly var leg = ref record.Legs[i];
                NoteLeg(StatementMessages.Instruction(
                    Legs, _names.Accounts, _names.Assets, i, leg.From, leg.To, leg.Asset, leg.Quantity), i);
            }

            ref readonly var head = ref record.Head;
            job.TermsSalt = ReferenceEquals(head.Terms, SettlementTerms.Default)
                ? StatementMessages.Terms(Terms, (int)head.Kind, record.MetadataHash?.ToHash32())
                : AddTerms(head.Kind, head.Terms, record.MetadataHash);
            AddTransaction(ref job, record.Id, head.NotBefore, head.Deadline);
            return;
        }

        var (body, metadataHash) = EntryBuilder.SubmissionOf(state, record);
        job.LegCount = body.Legs.Length;
        for (var i = 0; i < body.Legs.Length; i++)
        {
            AddLeg(body, i);
        }

        job.TermsSalt = AddTerms(body.Kind, body.Terms, metadataHash);
        if (body.Secret is { } secret)
        {
            (job.HasSecret, job.Secret) = (true, secret.ToHash32());
        }

        AddTransaction(ref job, record.Id, body.NotBefore, body.Deadline);
    }

    // Where all that its statements say stands in the record as indices; legs on external ledgers name those.
    private bool IsPlain(SettlementRecord record)
    {
        if (record.Cause != Cause.Submit || record.Body is not null || !record.Head.IsPlain)
        {
            return false;
        }

        for (var i = 0; i < record.LegCount; i++)
        {
            if (state.Ledgers.Count > 0 && state.Accounts[record.Legs[i].From].LedgerIndex >= 0)
            {
                return false;
            }
        }

        return true;
    }

    private void AddTransaction(ref EntryJob job, SettlementId id, Timestamp? notBefore, Timestamp? deadline) =>
        job.Nonce = _log!.Transaction(
            Transactions, id.ToBytes16(), notBefore?.Micros, deadline?.Micros, job.LegCount);

    private void AddLeg(SettlementRequest body, int place)
    {
        _writer.Clear();
        TransactionStatements.InstructionOf(body, place, default).Write(_writer);
        var start = Legs.NextStart;
        Legs.AddLeaf(_writer.Written);
        NoteLeg(start + StatementMessages.InstructionSaltAt(place), place);
    }

    private void NoteLeg(int saltAt, int place)
    {
        Room(ref _legSalts, Legs.Count - 1);
        _legSalts[Legs.Count - 1] = saltAt;
        SaltMessages.Instruction(Elements, place);
    }

    private int AddTerms(SettlementKind kind, SettlementTerms terms, Hash256? metadataHash)
    {
        _writer.Clear();
        TransactionStatements.TermsOf(kind, terms, default, metadataHash).Write(_writer);
        var start = Terms.NextStart;
        Terms.Add(_writer.Written);
        return start + StatementMessages.TermsSaltAt;
    }

    // Positions lie anywhere in memory; they are there when the rest of the settlement is written.
    private void Expect(SettlementRecord record)
    {
        for (var i = 0; i < record.PositionCount; i++)
        {
            var index = record.Positions[i].Index;
            Prefetch.Of(in _known.At(index));
            if (!record.Positions[i].Created)
            {
                Prefetch.Of(in state.Positions.At(index));
            }
        }
    }

    private void AddPositions(SettlementRecord record)
    {
        var changes = record.Positions.AsSpan(0, record.PositionCount);
        Span<PositionName> names = stackalloc PositionName[EntryNames.FewMax];
        Span<bool> isKnown = stackalloc bool[EntryNames.FewMax];
        Span<int> order = stackalloc int[EntryNames.FewMax];
        if (changes.Length > EntryNames.FewMax)
        {
            names = new PositionName[changes.Length];
            isKnown = new bool[changes.Length];
            order = new int[changes.Length];
        }

        for (var i = 0; i < changes.Length; i++)
        {
            names[i] = _names.Of(changes[i]);
            isKnown[i] = _known.At(changes[i].Index).Is(changes[i].Index, changes[i].VersionBefore)
                & IsInState(changes[i]);
        }

        order = order[..changes.Length];
        _names.Sort(names[..changes.Length], order);
        Room(ref _changes, States.Count + changes.Length);
        Room(ref _positionSalts, Positions.Count + (2 * changes.Length));
        for (var i = 0; i < order.Length; i++)
        {
            AddPosition(i, changes[order[i]], names[order[i]], isKnown[order[i]]);
        }
    }

    private void AddPosition(int place, in PositionChange change, PositionName name, bool isKnown)
    {
        var version = change.VersionBefore;
        var stateAt = StatementMessages.State(States, place, change.Index, version + 1);
        var before = -1;
        ref var known = ref _known.At(change.Index);

        // Another position of this very settlement may have taken the row meanwhile.
        if (!isKnown || !known.Is(change.Index, version))
        {
            // Before its first entry a position has the floor that this entry finds.
            before = AddPosition(
                name, change.Index, version, change.BalanceBefore, change.ReservedBefore,
                version == 0 ? change.FloorAfter : change.FloorBefore);
        }
        else if (known.Pending >= 0)
        {
            before = known.Pending;
        }
        else
        {
            States.Put(stateAt, known.Hash);
        }

        var after = AddPosition(
            name, change.Index, version + 1, change.BalanceBefore + change.Delta,
            change.ReservedBefore + change.ReservedDelta, change.FloorAfter);
        (known.PositionIndex, known.Version, known.Pending) = (change.Index, version + 1, after);
        _changes[States.Count - 1] = new EntryChange(stateAt, before, after, change.Index, version + 1);
    }

    /// <summary>Whether the record says of the position before what the state knows: that is what the known hash is
    /// of.</summary>
    private bool IsInState(in PositionChange change)
    {
        if (change.Created)
        {
            return false;
        }

        ref readonly var position = ref state.Positions.At(change.Index);
        return position.Version == change.VersionBefore
            && position.Balance == change.BalanceBefore
            && position.Reserved == change.ReservedBefore
            && position.StatedFloor == change.FloorBefore;
    }

    private int AddPosition(
        PositionName name, int index, long version, Int128 balance, Int128 reserved, Int128? floor)
    {
        var place = Positions.Count;
        _positionSalts[place] = StatementMessages.Position(
            Positions, _names.Accounts, _names.Assets, name.Account, name.Asset, index, version, balance, reserved,
            floor);
        _salts!.State(Salts, index, version);
        return place;
    }

    private void AddEntry(ref EntryJob job, in EntryPlace place, SettlementRecord record)
    {
        var id = record.Id.ToBytes16();
        job.IsSettled = record.Code is OutcomeCode.Settled or OutcomeCode.Committing;
        Invariant.Holds(job.IsSettled || record.PositionCount == 0);
        job.TransactionHash = job.IsSettled
            ? _log!.Settlement(Entries, place.LogIndex, place.BlockNo, record.At.Micros, id, record.PositionCount)
            : _log!.Failure(
                Entries, place.LogIndex, place.BlockNo, record.At.Micros, id, (int)record.Code / 100,
                (int)record.Code, (int)record.Reached);
    }

    private static void Room<T>(ref T[] items, int index)
    {
        if (index >= items.Length)
        {
            Array.Resize(ref items, Math.Max(index + 1, items.Length * 2));
        }
    }
}

/// <summary>A settlement of the batch. Places are those in the messages where something is open.</summary>
internal struct EntryJob
{
    public int LeafPlace;
    public int LegCount;
    public int PositionCount;
    public bool IsSettled;
    public int TermsSalt;

    /// <summary>In its transaction; the hash of its terms and the root of its legs follow.</summary>
    public int Nonce;

    /// <summary>In its entry.</summary>
    public int TransactionHash;

    /// <summary>Whether its proposer gave a secret.</summary>
    public bool HasSecret;
    public Hash32 Secret;
}

/// <summary>A position of a settlement of the batch.</summary>
/// <param name="StateAt">Where the hash before is open in its state statement; that after follows.</param>
/// <param name="Before">The position statement before; -1 when its hash was known.</param>
/// <param name="After">The position statement after.</param>
/// <param name="PositionIndex">The position.</param>
/// <param name="VersionAfter">The version that <paramref name="After"/> speaks of.</param>
internal readonly record struct EntryChange(
    int StateAt, int Before, int After, int PositionIndex, long VersionAfter);
