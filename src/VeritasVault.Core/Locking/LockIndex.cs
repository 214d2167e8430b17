namespace VeritasVault.Core;

/// <summary>
/// Finds who stands against a claim, at the cost of those found: claims by resource and level, intents kept on the
/// parents. The table of what is held has one, and so have the waiting upgrades; it judges nothing itself.
/// </summary>
internal sealed class LockIndex
{
    private readonly Index<Resource, Node> _nodes = new();

    public void Add(LockOwner owner, LockClaim claim)
    {
        AddAt(claim.Resource, LockMatrix.LevelOf(claim.Mode), owner);
        if (claim.Resource.IsPosition)
        {
            var intent = LockMatrix.IntentOf(claim.Mode);
            AddAt(Resource.Account(claim.Resource.First), intent, owner);
            AddAt(Resource.Asset(claim.Resource.Second), intent, owner);
        }
    }

    public void Remove(LockOwner owner, LockClaim claim)
    {
        RemoveAt(claim.Resource, LockMatrix.LevelOf(claim.Mode), owner);
        if (claim.Resource.IsPosition)
        {
            var intent = LockMatrix.IntentOf(claim.Mode);
            RemoveAt(Resource.Account(claim.Resource.First), intent, owner);
            RemoveAt(Resource.Asset(claim.Resource.Second), intent, owner);
        }
    }

    /// <summary>Adds the others whose claims exclude this one; an owner may be added more than once, in any order. The
    /// list is made when there is something to put into it.</summary>
    public void FindConflicts(LockOwner owner, LockClaim claim, ref List<LockOwner>? found)
    {
        FindAt(claim.Resource, LockMatrix.LevelOf(claim.Mode), owner, ref found);
        if (claim.Resource.IsPosition)
        {
            var intent = LockMatrix.IntentOf(claim.Mode);
            FindAt(Resource.Account(claim.Resource.First), intent, owner, ref found);
            FindAt(Resource.Asset(claim.Resource.Second), intent, owner, ref found);
        }
    }

    /// <summary>Adds those that hold one of the levels on the resource.</summary>
    public void FindHolders(Resource resource, LockLevels levels, List<LockOwner> found)
    {
        if (_nodes.TryGet(resource, out var node))
        {
            node.CopyOthers(levels, default, found);
        }
    }

    /// <summary>Sorts owners oldest first and keeps each once.</summary>
    public static LockOwner[] OldestFirst(List<LockOwner>? found)
    {
        if (found is null)
        {
            return [];
        }

        found.Sort();
        var kept = 0;
        for (var i = 0; i < found.Count; i++)
        {
            if (kept == 0 || found[kept - 1] != found[i])
            {
                found[kept++] = found[i];
            }
        }

        found.RemoveRange(kept, found.Count - kept);
        return [.. found];
    }

    private void AddAt(Resource resource, LockLevels level, LockOwner owner)
    {
        if (!_nodes.TryGet(resource, out var node))
        {
            node = new Node();
            _nodes.Add(resource, node);
        }

        node.Add(level, owner);
    }

    private void RemoveAt(Resource resource, LockLevels level, LockOwner owner)
    {
        var isThere = _nodes.TryGet(resource, out var node);
        Invariant.Holds(isThere && node is not null);
        node.Remove(level, owner);
        if (node.IsEmpty)
        {
            _nodes.Remove(resource);
        }
    }

    private void FindAt(Resource resource, LockLevels level, LockOwner owner, ref List<LockOwner>? found)
    {
        if (!_nodes.TryGet(resource, out var node))
        {
            return;
        }

        var conflicts = LockMatrix.ConflictsOf(level);
        if (node.HasOthers(conflicts, owner))
        {
            node.CopyOthers(conflicts, owner, found ??= []);
        }
    }

    private sealed class Node
    {
        private readonly OwnerBag?[] _bags = new OwnerBag?[LockMatrix.LevelCount];
        private LockLevels _held;

        public bool IsEmpty => _held == LockLevels.None;

        public void Add(LockLevels level, LockOwner owner)
        {
            (_bags[LockMatrix.Place(level)] ??= new OwnerBag()).Add(owner);
            _held |= level;
        }

        public void Remove(LockLevels level, LockOwner owner)
        {
            var bag = _bags[LockMatrix.Place(level)];
            Invariant.Holds(bag is not null);
            bag.Remove(owner);
            if (bag.Count == 0)
            {
                _held &= ~level;
            }
        }

        /// <summary>Decided by counting, so that a thousand holders cost whoever is compatible with them
        /// nothing.</summary>
        public bool HasOthers(LockLevels levels, LockOwner owner)
        {
            for (var place = 0; (levels & _held) != LockLevels.None && place < _bags.Length; place++)
            {
                if (_bags[place] is { Count: > 0 } bag && levels.HasFlag((LockLevels)(1 << place))
                    && (bag.Count > 1 || !bag.Contains(owner)))
                {
                    return true;
                }
            }

            return false;
        }

        public void CopyOthers(LockLevels levels, LockOwner owner, List<LockOwner> found)
        {
            for (var place = 0; place < _bags.Length; place++)
            {
                if (_bags[place] is { } bag && levels.HasFlag((LockLevels)(1 << place)))
                {
                    bag.CopyOthers(owner, found);
                }
            }
        }
    }
}
