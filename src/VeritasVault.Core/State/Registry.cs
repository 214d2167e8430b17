namespace VeritasVault.Core;

/// <summary>A participant as the ledger holds it.</summary>
internal sealed class Participant(int index, ParticipantId id)
{
    public int Index { get; } = index;

    public ParticipantId Id { get; } = id;

    public ConsentPolicy Policy { get; set; }

    public bool ConsentsToCredits { get; set; }

    /// <summary>Whether any settlement may need its word or signature.</summary>
    public bool AsksForItsWord => Policy != ConsentPolicy.Implied || ConsentsToCredits;

    /// <summary>Whether its actors may prepare bindingly.</summary>
    public bool MayCoordinate { get; set; }

    public long Version { get; set; }

    public Timestamp LastModified { get; set; }
}

/// <summary>An asset as the ledger holds it; scale and issuer never change.</summary>
internal sealed class Asset(int index, AssetId id, int scale, int issuerIndex)
{
    public int Index { get; } = index;

    public AssetId Id { get; } = id;

    public int Scale { get; } = scale;

    public int IssuerIndex { get; } = issuerIndex;

    public Int128? IssuanceLimit { get; set; }

    public long Version { get; set; }

    public Timestamp LastModified { get; set; }
}

/// <summary>An external ledger; what it offers never changes.</summary>
internal sealed record ExternalLedger(int Index, LedgerId Id, LedgerHold Hold, int? HoldSecondsMax, Timestamp At);

/// <summary>An account as the ledger holds it; its owner and where it is kept never change.</summary>
internal sealed class Account(int index, AccountId id, int ownerIndex, int ledgerIndex)
{
    private readonly List<int> _positions = [];

    public int Index { get; } = index;

    public AccountId Id { get; } = id;

    public int OwnerIndex { get; } = ownerIndex;

    /// <summary>The external ledger that keeps it; -1 for this one.</summary>
    public int LedgerIndex { get; } = ledgerIndex;

    public AccountStatus Status { get; set; }

    public long Version { get; set; }

    public Timestamp LastModified { get; set; }

    /// <summary>Its positions in the order of first touch; derived from the position table.</summary>
    public IReadOnlyList<int> Positions => _positions;

    public void Attach(int positionIndex) => _positions.Add(positionIndex);
}

/// <summary>Registered things of one kind: dense by index in the order of registration, found by id.</summary>
internal sealed class Registry<TId, TEntry>
    where TId : notnull
    where TEntry : class
{
    private readonly List<TEntry> _entries = [];
    private readonly Index<TId, int> _byId = new();

    public int Count => _entries.Count;

    public TEntry this[int index] => _entries[index];

    public int IndexOf(TId id) => _byId.TryGet(id, out var index) ? index : -1;

    public TEntry? Find(TId id) => _byId.TryGet(id, out var index) ? _entries[index] : null;

    public void Add(TId id, int index, TEntry entry)
    {
        Invariant.Holds(index == _entries.Count);
        _byId.Add(id, index);
        _entries.Add(entry);
    }
}
