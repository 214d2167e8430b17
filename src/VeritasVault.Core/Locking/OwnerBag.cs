namespace VeritasVault.Core;

/// <summary>
/// The owners that hold one level of one resource, each with how often (an account is intended once for each position).
/// Adding and removing cost the same however many there are, as on a busy cash account. Its order is an accident of
/// history: whoever takes owners out sorts them.
/// </summary>
internal sealed class OwnerBag
{
    // Up to here looking through the entries is faster than a hash table.
    private const int ScannedMax = 12;

    private readonly List<(LockOwner Owner, int Times)> _entries = new(1);
    private Index<LockOwner, int>? _places;

    public int Count => _entries.Count;

    public bool Contains(LockOwner owner) => Find(owner) >= 0;

    public void Add(LockOwner owner)
    {
        var place = Find(owner);
        if (place >= 0)
        {
            _entries[place] = (owner, _entries[place].Times + 1);
            return;
        }

        _entries.Add((owner, 1));
        if (_places is not null)
        {
            _places.Add(owner, _entries.Count - 1);
        }
        else if (_entries.Count > ScannedMax)
        {
            BuildPlaces();
        }
    }

    public void Remove(LockOwner owner)
    {
        var place = Find(owner);
        Invariant.Holds(place >= 0);
        var times = _entries[place].Times - 1;
        if (times > 0)
        {
            _entries[place] = (owner, times);
            return;
        }

        var last = _entries[^1];
        _entries[place] = last;
        _entries.RemoveAt(_entries.Count - 1);
        _places?.Set(last.Owner, place);
        _places?.Remove(owner);
    }

    /// <summary>Adds all owners but one to a list.</summary>
    public void CopyOthers(LockOwner except, List<LockOwner> found)
    {
        foreach (var (owner, _) in _entries)
        {
            if (owner != except)
            {
                found.Add(owner);
            }
        }
    }

    private int Find(LockOwner owner)
    {
        if (_places is not null)
        {
            return _places.TryGet(owner, out var place) ? place : -1;
        }

        for (var i = 0; i < _entries.Count; i++)
        {
            if (_entries[i].Owner == owner)
            {
                return i;
            }
        }

        return -1;
    }

    private void BuildPlaces()
    {
        _places = new Index<LockOwner, int>(_entries.Count * 2);
        for (var i = 0; i < _entries.Count; i++)
        {
            _places.Add(_entries[i].Owner, i);
        }
    }
}
