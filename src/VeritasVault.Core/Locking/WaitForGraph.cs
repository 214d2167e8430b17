namespace VeritasVault.Core;

/// <summary>
/// Who waits for whom: an arrow from each waiting settlement to every owner that its last decision named. Answers
/// "who blocks it" and finds cycles. Derived from the waiting requests; not stored.
/// </summary>
/// <remarks>
/// Age alone excludes most cycles: a younger settlement that may lose its locks never blocks an older one. What is left
/// are settlements that hold locks, may not lose them, and ask for more.
/// </remarks>
internal sealed partial class WaitForGraph
{
    private readonly SortedDictionary<LockOwner, LockOwner[]> _blockers = [];

    /// <summary>Settlements that wait.</summary>
    public int Count => _blockers.Count;

    /// <summary>Settlements that wait, oldest first, each with whom it waits for.</summary>
    public IEnumerable<KeyValuePair<LockOwner, LockOwner[]>> Waiting => _blockers;

    /// <summary>Notes for whom a settlement waits; replaces what was noted before.</summary>
    public void Set(LockOwner waiting, LockOwner[] blockers)
    {
        Invariant.Holds(!waiting.IsPerson && blockers.Length > 0 && Array.IndexOf(blockers, waiting) < 0);
        _blockers[waiting] = blockers;
    }

    /// <summary>The settlement waits no more.</summary>
    public void Remove(LockOwner waiting) => _blockers.Remove(waiting);

    /// <summary>For whom the owner itself waits, oldest first; nobody when it does not wait.</summary>
    public IReadOnlyList<LockOwner> BlockersOf(LockOwner waiting) => _blockers.GetValueOrDefault(waiting) ?? [];

    /// <summary>Its blockers, theirs, and so on, oldest first. Contains the owner when it is on a cycle.</summary>
    public IReadOnlyCollection<LockOwner> AllBlockersOf(LockOwner waiting)
    {
        var found = new SortedSet<LockOwner>();
        var open = new Stack<LockOwner>();
        open.Push(waiting);
        while (open.TryPop(out var owner))
        {
            foreach (var blocker in BlockersOf(owner))
            {
                if (found.Add(blocker))
                {
                    open.Push(blocker);
                }
            }
        }

        return found;
    }
}
