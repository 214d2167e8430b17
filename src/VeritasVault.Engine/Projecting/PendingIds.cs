using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>
/// Ids of one kind that were decided since the last flush, each with its records. Found by hash, written in order: they
/// come in order as a rule, and are sorted when not. 32 bytes an id, and 8 to 16 for finding it.
/// </summary>
/// <param name="places">Where the records are.</param>
internal sealed class PendingIds(RecordPlaces places)
{
    private const int SlotsMin = 1024;

    private readonly List<RecordRef[]> _later = [];
    private Pending[] _ids = new Pending[SlotsMin / 2];

    // Open addressing, at most half full: place among the ids plus one, 0 where free.
    private int[] _slots = new int[SlotsMin];
    private bool _isSorted = true;

    public int Count { get; private set; }

    /// <summary>Adds an id that was not there, with a record since the last flush.</summary>
    public void Add(UInt128 id, OutcomeCode code, int place) => Add(new Pending(id, places[place], code, -1));

    /// <summary>Adds an id that was not there, with all its records.</summary>
    public void Add(UInt128 id, OutcomeCode code, List<RecordRef> refs)
    {
        if (refs.Count > 1)
        {
            _later.Add([.. refs.Skip(1)]);
        }

        Add(new Pending(id, refs[0], code, refs.Count > 1 ? _later.Count - 1 : -1));
    }

    public IdEntry? Find(UInt128 id)
    {
        for (var slot = SlotOf(id); _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            if (_ids[_slots[slot] - 1].Id == id)
            {
                return EntryOf(_ids[_slots[slot] - 1]);
            }
        }

        return null;
    }

    /// <summary>The ids in ascending order.</summary>
    public ReadOnlySpan<Pending> InOrder()
    {
        if (!_isSorted)
        {
            _ids.AsSpan(0, Count).Sort(static (a, b) => a.Id.CompareTo(b.Id));
            _isSorted = true;
            Index();
        }

        return _ids.AsSpan(0, Count);
    }

    public IdEntry EntryOf(in Pending pending) =>
        new(pending.Code, pending.First, pending.Later < 0 ? null : _later[pending.Later]);

    public void Clear()
    {
        Array.Clear(_slots);
        _later.Clear();
        Count = 0;
        _isSorted = true;
    }

    private void Add(in Pending pending)
    {
        if (Count == _ids.Length)
        {
            Array.Resize(ref _ids, 2 * Count);
            _slots = new int[4 * Count];
            Index();
        }

        _isSorted &= Count == 0 || _ids[Count - 1].Id < pending.Id;
        _ids[Count++] = pending;
        Enter(Count);
    }

    private void Index()
    {
        Array.Clear(_slots);
        for (var number = 1; number <= Count; number++)
        {
            Enter(number);
        }
    }

    private void Enter(int number)
    {
        var id = _ids[number - 1].Id;
        var slot = SlotOf(id);
        for (; _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            Invariant.Holds(_ids[_slots[slot] - 1].Id != id);
        }

        _slots[slot] = number;
    }

    // Seeded anew in each process: nobody who chooses ids can make them meet.
    private int SlotOf(UInt128 id) =>
        HashCode.Combine((ulong)(id >> 64), unchecked((ulong)id)) & (_slots.Length - 1);
}

/// <summary>A decided id that is not in the index yet.</summary>
/// <param name="Id">Its bits.</param>
/// <param name="First">Its first record.</param>
/// <param name="Code">The pinned outcome.</param>
/// <param name="Later">Place of its later records, or -1.</param>
internal readonly record struct Pending(UInt128 Id, RecordRef First, OutcomeCode Code, int Later);
