using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>
/// The entries of many unsigned decided settlements, built stage by stage over all of them: first all salts, then all
/// statements that need salts, then what needs their hashes, so that the hasher always has many messages. The bytes
/// are those of
/// <see cref="DecisionStatements"/>, which proofs and audits use: each checks the other.
/// </summary>
internal sealed class EntryBatch(LedgerState state, IMessageHasher hasher)
{
    /// <summary>Settlements gathered before they are hashed.</summary>
    public const int JobsMax = 128;

    private readonly MessageBatch _batch = new();
    private readonly ManyRoots _roots = new(hasher);
    private EntryJob[] _jobs = [];
    private InstructionStatement[] _legs = [];
    private PositionStatement[] _positions = [];
    private Hash32[] _hashes = [];
    private int _legCount;
    private int _positionCount;

    public int Count { get; private set; }

    /// <summary>Takes a settlement in; the state has not applied its decision yet.</summary>
    public void Add(int leafPlace, in EntryPlace place, SettlementRecord record, in Submission submission)
    {
        Room(ref _jobs, Count + 1);
        ref var job = ref _jobs[Count++];
        var body = submission.Body;
        job = new EntryJob
        {
            LeafPlace = leafPlace,
            Place = place,
            Record = EntryFacts.Of(record),
            Body = body,
            MetadataHash = submission.MetadataHash,
            FirstLeg = _legCount,
            FirstPosition = _positionCount,
            Positions = record.PositionCount,
        };
        Room(ref _legs, _legCount + body.Legs.Length);
        for (var i = 0; i < body.Legs.Length; i++)
        {
            _legs[_legCount++] = TransactionStatements.InstructionOf(body, i, default);
        }

        Room(ref _positions, _positionCount + (2 * record.PositionCount));
        StateStatements.Fill(state, record, _positions.AsSpan(_positionCount, 2 * record.PositionCount));
        _positionCount += 2 * record.PositionCount;
    }

    /// <summary>Builds the entries and puts their leaf hashes where they belong; the batch is empty after it.</summary>
    public void Complete(Span<Hash32> leaves)
    {
        if (Count == 0)
        {
            return;
        }

        Room(ref _hashes, (3 * Count) + _legCount + _positionCount);
        MakeSecrets();
        MakeSalts();
        HashStatements();
        HashStates();
        HashTransactions();
        HashEntries(leaves);
        (Count, _legCount, _positionCount) = (0, 0, 0);
    }

    private Span<EntryJob> Jobs => _jobs.AsSpan(0, Count);

    private void MakeSecrets()
    {
        Invariant.Holds(state.Genesis is not null);
        var saltKey = state.Genesis.SaltKey.ToHash32();
        _batch.Clear();
        foreach (ref readonly var job in Jobs)
        {
            SaltInputs.Secret(_batch.Writer, saltKey, job.Body.Id.ToBytes16());
            _batch.EndMessage();
        }

        _batch.Hash(hasher, _hashes);
        for (var i = 0; i < Count; i++)
        {
            _jobs[i].Secret = _jobs[i].Body.Secret is { } given ? given.ToHash32() : _hashes[i];
        }
    }

    private void MakeSalts()
    {
        var saltKey = state.Genesis!.SaltKey.ToHash32();
        _batch.Clear();
        foreach (ref readonly var job in Jobs)
        {
            SaltInputs.Nonce(_batch.Writer, job.Secret);
            _batch.EndMessage();
            SaltInputs.Element(_batch.Writer, job.Secret, uint.MaxValue);
            _batch.EndMessage();
            for (var i = 0; i < job.Body.Legs.Length; i++)
            {
                SaltInputs.Element(_batch.Writer, job.Secret, (uint)i);
                _batch.EndMessage();
            }
        }

        foreach (ref readonly var position in _positions.AsSpan(0, _positionCount))
        {
            SaltInputs.State(_batch.Writer, saltKey, position.PositionIndex, position.Version);
            _batch.EndMessage();
        }

        _batch.Hash(hasher, _hashes);
        TakeSalts();
    }

    private void TakeSalts()
    {
        var next = 0;
        foreach (ref var job in Jobs)
        {
            job.Nonce = _hashes[next++];
            job.Terms = TransactionStatements.TermsOf(job.Body, SaltIn(_hashes[next++]), job.MetadataHash);
            for (var i = 0; i < job.Body.Legs.Length; i++)
            {
                ref var leg = ref _legs[job.FirstLeg + i];
                leg = leg with { Salt = SaltIn(_hashes[next++]) };
            }
        }

        foreach (ref var position in _positions.AsSpan(0, _positionCount))
        {
            position = position with { Salt = SaltIn(_hashes[next++]) };
        }
    }

    // Instructions, terms and positions; the roots of the instructions need no more.
    private void HashStatements()
    {
        _batch.Clear();
        foreach (ref readonly var leg in _legs.AsSpan(0, _legCount))
        {
            _batch.BeginLeaf();
            leg.Write(_batch.Writer);
            _batch.EndMessage();
        }

        foreach (ref readonly var position in _positions.AsSpan(0, _positionCount))
        {
            position.Write(_batch.Writer);
            _batch.EndMessage();
        }

        foreach (ref readonly var job in Jobs)
        {
            job.Terms.Write(_batch.Writer);
            _batch.EndMessage();
        }

        _batch.Hash(hasher, _hashes);
        for (var i = 0; i < Count; i++)
        {
            _jobs[i].TermsHash = _hashes[_legCount + _positionCount + i];
        }
    }

    private void HashStates()
    {
        _roots.Clear();
        foreach (ref readonly var job in Jobs)
        {
            _roots.Add(_hashes.AsSpan(job.FirstLeg, job.Body.Legs.Length));
        }

        var positionHashes = _hashes.AsSpan(_legCount, _positionCount);
        _batch.Clear();
        foreach (ref readonly var job in Jobs)
        {
            for (var i = 0; i < job.Positions; i++)
            {
                var at = job.FirstPosition + (2 * i);
                ref readonly var after = ref _positions[at + 1];
                _batch.BeginLeaf();
                new StateStatement(i, after.PositionIndex, after.Version, positionHashes[at], positionHashes[at + 1])
                    .Write(_batch.Writer);
                _batch.EndMessage();
            }
        }

        _batch.Hash(hasher, _hashes);
        foreach (ref readonly var job in Jobs)
        {
            _roots.Add(_hashes.AsSpan(job.FirstPosition / 2, job.Positions));
        }

        _roots.Compute();
    }

    private void HashTransactions()
    {
        _batch.Clear();
        for (var i = 0; i < Count; i++)
        {
            ref readonly var job = ref _jobs[i];
            new TransactionStatement(
                job.Place.Origin,
                job.Body.Id.ToBytes16(),
                job.Body.NotBefore?.Micros,
                job.Body.Deadline?.Micros,
                job.Nonce,
                job.TermsHash,
                _roots[i],
                job.Body.Legs.Length).Write(_batch.Writer);
            _batch.EndMessage();
        }

        _batch.Hash(hasher, _hashes);
    }

    private void HashEntries(Span<Hash32> leaves)
    {
        _batch.Clear();
        for (var i = 0; i < Count; i++)
        {
            ref readonly var job = ref _jobs[i];
            _batch.BeginLeaf();
            job.Record.EntryOf(job.Place, _hashes[i], _roots[Count + i], job.Positions, Hash32.OfNothing, 0)
                .Write(_batch.Writer);
            _batch.EndMessage();
        }

        _batch.Hash(hasher, _hashes);
        for (var i = 0; i < Count; i++)
        {
            leaves[_jobs[i].LeafPlace] = _hashes[i];
        }
    }

    private static Bytes16 SaltIn(in Hash32 hash) => Bytes16.Read(hash.Bytes);

    private static void Room<T>(ref T[] items, int count)
    {
        if (items.Length < count)
        {
            Array.Resize(ref items, Math.Max(count, items.Length * 2));
        }
    }

    private struct EntryJob
    {
        public int LeafPlace;
        public EntryPlace Place;
        public EntryFacts Record;
        public SettlementRequest Body;
        public Hash256? MetadataHash;
        public int FirstLeg;
        public int FirstPosition;
        public int Positions;
        public Hash32 Secret;
        public Hash32 Nonce;
        public TermsStatement Terms;
        public Hash32 TermsHash;
    }
}
