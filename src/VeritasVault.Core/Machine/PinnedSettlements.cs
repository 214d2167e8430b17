using System.Runtime.CompilerServices;

namespace VeritasVault.Core;

/// <summary>
/// Pinned outcomes by settlement id: a table of places (open addressing, at most half full) in a dense array. It offers
/// lookup but no enumeration, grows by doubling, and is emptied without giving its memory back, so that in the long run
/// pinning allocates nothing.
/// </summary>
internal sealed class PinnedSettlements
{
    private const int CapacityAtFirst = 64;

    private Pin[] _pins = new Pin[CapacityAtFirst];

    // The place of a pin counted from 1; 0 is free. Twice as many as pins, a power of two.
    private int[] _places = new int[2 * CapacityAtFirst];

    public int Count { get; private set; }

    public bool TryGet(SettlementId id, out PinnedId pinned)
    {
        var slot = Find(id);
        if (_places[slot] == 0)
        {
            pinned = default;
            return false;
        }

        pinned = _pins[_places[slot] - 1].ToPinnedId();
        return true;
    }

    /// <summary>Pins an id that is not pinned yet.</summary>
    public void Add(SettlementId id, in PinnedId pinned)
    {
        if (Count == _pins.Length)
        {
            Grow();
        }

        var slot = Find(id);
        Invariant.Holds(_places[slot] == 0);
        ref var pin = ref _pins[Count++];
        pin.Id = id;
        pin.ContentHash = pinned.ContentHash;
        pin.At = pinned.Answer.At;
        pin.RecordNo = pinned.Answer.RecordNo;
        pin.Code = pinned.Answer.Code;
        pin.Stage = pinned.Answer.Stage;
        pin.IsTombstone = pinned.IsTombstone;
        pin.Proposer = pinned.Proposer;
        pin.Rare = pinned.MetadataHash is null && pinned.Answer.Detail is null
            ? null : new RareMembers(pinned.MetadataHash, pinned.Answer.Detail);
        _places[slot] = Count;
    }

    public void Clear()
    {
        _pins.AsSpan(0, Count).Clear();
        _places.AsSpan().Clear();
        Count = 0;
    }

    /// <summary>Where the id is, or the free slot where it belongs.</summary>
    // The hash of ids is seeded anew in each process: nobody can choose ids that share their slots.
    private int Find(SettlementId id)
    {
        var mask = _places.Length - 1;
        var slot = id.GetHashCode() & mask;
        while (_places[slot] is var place and not 0 && _pins[place - 1].Id.Bits != id.Bits)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private void Grow()
    {
        Array.Resize(ref _pins, 2 * Count);
        _places = new int[2 * _pins.Length];
        for (var i = 0; i < Count; i++)
        {
            _places[Find(_pins[i].Id)] = i + 1;
        }
    }

    private sealed record RareMembers(Hash256? MetadataHash, OutcomeDetail? Detail);

    private struct Pin
    {
        public SettlementId Id;
        public Hash256 ContentHash;
        public Timestamp At;
        public long RecordNo;
        public ActorId Proposer;
        public RareMembers? Rare;
        public OutcomeCode Code;
        public Stage Stage;
        public bool IsTombstone;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public readonly PinnedId ToPinnedId() => new(
            ContentHash, Rare?.MetadataHash, new Answer(Code, Stage, Rare?.Detail, At, RecordNo, IsReplay: false))
        {
            Proposer = Proposer,
            IsTombstone = IsTombstone,
        };
    }
}
