namespace VeritasVault.Core;

/// <summary>Finds cycles and whom to take out of them.</summary>
internal sealed partial class WaitForGraph
{
    /// <summary>
    /// The settlements that must stop waiting so that no cycle is left: the youngest of each group that waits for
    /// itself, then the youngest of each cycle that remains, and so on.
    /// </summary>
    /// <remarks>
    /// A victim that may lose its locks is wounded. One that may not, keeps them and has its request turned down: it
    /// stops waiting either way, and that is what opens the cycle.
    /// </remarks>
    public IReadOnlyList<LockOwner> FindVictims(ILockRanks ranks)
    {
        var victims = new List<LockOwner>();
        if (_blockers.Count < 2)
        {
            return victims;
        }

        var owners = new LockOwner[_blockers.Count];
        _blockers.Keys.CopyTo(owners, 0);
        var cycles = new Cycles(owners, this);
        var groups = new Stack<int[]>();
        cycles.FindGroups(cycles.Everybody(), groups);
        while (groups.TryPop(out var group))
        {
            var victim = YoungestOf(group, owners, ranks);
            victims.Add(owners[group[victim]]);

            // Its arrows go with it: whoever waits for a victim waits for somebody who will move.
            var rest = new int[group.Length - 1];
            Array.Copy(group, rest, victim);
            Array.Copy(group, victim + 1, rest, victim, rest.Length - victim);
            cycles.FindGroups(rest, groups);
        }

        victims.Sort();
        return victims;
    }

    private static int YoungestOf(int[] group, LockOwner[] owners, ILockRanks ranks)
    {
        var youngest = 0;
        var age = ranks.AgeOf(owners[group[0]]);
        for (var i = 1; i < group.Length; i++)
        {
            var other = ranks.AgeOf(owners[group[i]]);
            if (other > age || (other == age && owners[group[i]].Number > owners[group[youngest]].Number))
            {
                (youngest, age) = (i, other);
            }
        }

        return youngest;
    }

    /// <summary>Tarjan's search for groups in which everybody waits for everybody, with a stack of its own: a chain of
    /// a million waiting settlements must not end the process.</summary>
    private sealed class Cycles
    {
        private const int Unseen = -1;
        private readonly int[][] _arrows;
        private readonly int[] _region;
        private readonly int[] _order;
        private readonly int[] _lowest;
        private readonly int[] _nextArrow;
        private readonly bool[] _isOnTrail;
        private readonly Stack<int> _path = new();
        private readonly Stack<int> _trail = new();
        private int _regions;
        private int _seen;

        public Cycles(LockOwner[] owners, WaitForGraph graph)
        {
            var places = new Index<LockOwner, int>(owners.Length);
            for (var i = 0; i < owners.Length; i++)
            {
                places.Add(owners[i], i);
            }

            // Whoever does not wait is on no cycle.
            _arrows = new int[owners.Length][];
            for (var i = 0; i < owners.Length; i++)
            {
                var arrows = new List<int>();
                foreach (var blocker in graph._blockers[owners[i]])
                {
                    if (places.TryGet(blocker, out var place))
                    {
                        arrows.Add(place);
                    }
                }

                _arrows[i] = [.. arrows];
            }

            _region = new int[owners.Length];
            _order = new int[owners.Length];
            _lowest = new int[owners.Length];
            _nextArrow = new int[owners.Length];
            _isOnTrail = new bool[owners.Length];
        }

        public int[] Everybody()
        {
            var all = new int[_arrows.Length];
            for (var i = 0; i < all.Length; i++)
            {
                all[i] = i;
            }

            return all;
        }

        /// <summary>Adds each group of two or more among the members, looking at no arrow that leads out of
        /// them.</summary>
        public void FindGroups(int[] members, Stack<int[]> groups)
        {
            _regions++;
            _seen = 0;
            foreach (var member in members)
            {
                _region[member] = _regions;
                _order[member] = Unseen;
                _nextArrow[member] = 0;
            }

            foreach (var member in members)
            {
                if (_order[member] == Unseen)
                {
                    Search(member, groups);
                }
            }
        }

        private void Search(int start, Stack<int[]> groups)
        {
            Enter(start);
            while (_path.TryPeek(out var at))
            {
                if (_nextArrow[at] < _arrows[at].Length)
                {
                    Follow(at, _arrows[at][_nextArrow[at]++]);
                    continue;
                }

                _path.Pop();
                if (_path.TryPeek(out var from))
                {
                    _lowest[from] = Math.Min(_lowest[from], _lowest[at]);
                }

                if (_lowest[at] == _order[at])
                {
                    Close(at, groups);
                }
            }
        }

        private void Follow(int from, int to)
        {
            if (_region[to] != _regions)
            {
                return;
            }

            if (_order[to] == Unseen)
            {
                Enter(to);
            }
            else if (_isOnTrail[to])
            {
                _lowest[from] = Math.Min(_lowest[from], _order[to]);
            }
        }

        private void Enter(int at)
        {
            _order[at] = _lowest[at] = _seen++;
            _isOnTrail[at] = true;
            _path.Push(at);
            _trail.Push(at);
        }

        private void Close(int root, Stack<int[]> groups)
        {
            var group = new List<int>();
            int member;
            do
            {
                member = _trail.Pop();
                _isOnTrail[member] = false;
                group.Add(member);
            }
            while (member != root);
            if (group.Count > 1)
            {
                groups.Push([.. group]);
            }
        }
    }
}
