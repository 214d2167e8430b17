namespace VeritasVault.Core;

/// <summary>A participant's key as the ledger holds it. Only its revocation changes it.</summary>
internal sealed class ParticipantKey(int index, int participantIndex, KeyId id, PublicKey publicKey)
{
    /// <summary>No key came before: the participant's first.</summary>
    public const int NoPrevious = -1;

    public int Index { get; } = index;

    public int ParticipantIndex { get; } = participantIndex;

    public KeyId Id { get; } = id;

    public PublicKey PublicKey { get; } = publicKey;

    public Timestamp ValidFrom { get; init; }

    public Timestamp? ValidUntil { get; init; }

    public Timestamp RegisteredAt { get; init; }

    public Timestamp? RevokedAt { get; set; }

    /// <summary>The key that vouches for this one or, where the operator reset it, the one before it; otherwise
    /// <see cref="NoPrevious"/>.</summary>
    public int PreviousIndex { get; init; } = NoPrevious;

    /// <summary>The predecessor's signature; null for a first key and for one that was reset.</summary>
    public Signature? Endorsement { get; init; }

    /// <summary>The operator's word alone stands behind it, although there was a key before.</summary>
    public bool IsReset { get; init; }

    public long Version { get; set; }

    public Timestamp LastModified { get; set; }

    /// <summary>Whether a signature counts at a time. Once it does not count any more it never does again.</summary>
    public bool IsValidAt(Timestamp time) =>
        ValidFrom <= time && !(ValidUntil <= time) && !(RevokedAt < time);
}

/// <summary>The participants' keys: dense by index in the order of registration, found by id.</summary>
internal sealed class KeyTable
{
    private readonly Registry<KeyId, ParticipantKey> _keys = new();
    private readonly Index<int, List<int>> _byParticipant = new();

    public int Count => _keys.Count;

    public ParticipantKey this[int index] => _keys[index];

    public ParticipantKey? Find(KeyId id) => _keys.Find(id);

    /// <summary>A key of this participant, or null: a key that is another's is as unknown as none.</summary>
    public ParticipantKey? Find(KeyId id, int participantIndex) =>
        _keys.Find(id) is { } key && key.ParticipantIndex == participantIndex ? key : null;

    /// <summary>The keys of a participant (by index), in the order of registration.</summary>
    public IReadOnlyList<int> Of(int participantIndex) =>
        _byParticipant.TryGet(participantIndex, out var keys) ? keys : [];

    public void Add(ParticipantKey key)
    {
        _keys.Add(key.Id, key.Index, key);
        if (!_byParticipant.TryGet(key.ParticipantIndex, out var keys))
        {
            keys = [];
            _byParticipant.Add(key.ParticipantIndex, keys);
        }

        keys.Add(key.Index);
    }
}
