namespace VeritasVault.Core;

/// <summary>The holding of one asset in one account. Quantities in minor units. One cache line: what few positions
/// have stands apart.</summary>
internal struct Position
{
    public int AccountIndex;
    public int AssetIndex;

    /// <summary>0 at first touch, raised by exactly 1 by each entry that lists the position.</summary>
    public long Version;
    public Timestamp LastModified;
    public Int128 Balance;

    /// <summary>Set aside for reserved settlements.</summary>
    public Int128 Reserved;

    // Null means: no limits were ever set, and the stated floor is 0.
    private PositionBounds? _bounds;

    /// <summary>Whether limits were ever set or a floor other than 0 was stated.</summary>
    public readonly bool HasBounds => _bounds is not null;

    /// <summary>How far below zero it may go.</summary>
    public readonly Int128 CreditLimit => _bounds is null ? 0 : _bounds.CreditLimit;

    /// <summary>The highest balance it may have, null for none.</summary>
    public readonly Int128? Ceiling => _bounds?.Ceiling;

    /// <summary>How often credit limit and ceiling were set.</summary>
    public readonly long LimitsVersion => _bounds is null ? 0 : _bounds.LimitsVersion;

    /// <summary>Place among the positions that ever had limits set, in the order of the first time; meaningless when
    /// <see cref="LimitsVersion"/> is 0.</summary>
    public readonly int LimitsIndex => _bounds is null ? 0 : _bounds.LimitsIndex;

    /// <summary>The stated floor: what the entry that made this version checked against, so that the version can be
    /// judged by itself for ever. Limits changed since do not touch it; what applies next is
    /// <see cref="Resources.Floor"/>. Null where the entry found no floor: an issuer's without issuance
    /// limit.</summary>
    public readonly Int128? StatedFloor => _bounds is null ? 0 : _bounds.StatedFloor;

    public readonly Int128 Available => Balance - Reserved;

    public void State(Int128? floor)
    {
        if (_bounds is not null || floor != 0)
        {
            Bounds.StatedFloor = floor;
        }
    }

    /// <summary>Limits as they are set, or as they were.</summary>
    public void Limit(Int128 creditLimit, Int128? ceiling, int limitsIndex, long limitsVersion)
    {
        Bounds.CreditLimit = creditLimit;
        Bounds.Ceiling = ceiling;
        Bounds.LimitsIndex = limitsIndex;
        Bounds.LimitsVersion = limitsVersion;
    }

    private PositionBounds Bounds => _bounds ??= new PositionBounds();

    private sealed class PositionBounds
    {
        public Int128 CreditLimit { get; set; }

        public Int128? Ceiling { get; set; }

        public Int128? StatedFloor { get; set; } = 0;

        public long LimitsVersion { get; set; }

        public int LimitsIndex { get; set; }
    }
}

/// <summary>All positions, dense by index in the order of first touch, and found by account and asset.</summary>
internal sealed class PositionTable
{
    private const int CapacityAtFirst = 64;

    private Position[] _slots = new Position[CapacityAtFirst];

    // Open addressing, at most half full: the index of a position counted from 1; 0 is free. Account and asset are
    // compared in the position itself, which whoever looks it up needs next anyway.
    private int[] _places = new int[2 * CapacityAtFirst];

    public int Count { get; private set; }

    /// <summary>The slot; the reference is valid until the next <see cref="Add"/>.</summary>
    public ref Position At(int index)
    {
        Invariant.Holds((uint)index < (uint)Count);
        return ref _slots[index];
    }

    public int IndexOf(int accountIndex, int assetIndex) => _places[Find(accountIndex, assetIndex)] - 1;

    public ref Position Add(int accountIndex, int assetIndex)
    {
        if (Count == _slots.Length)
        {
            Grow();
        }

        var place = Find(accountIndex, assetIndex);
        Invariant.Holds(_places[place] == 0);
        ref var slot = ref _slots[Count++];
        slot = new Position { AccountIndex = accountIndex, AssetIndex = assetIndex };
        _places[place] = Count;
        return ref slot;
    }

    private int Find(int accountIndex, int assetIndex)
    {
        var mask = _places.Length - 1;
        var place = Mix(accountIndex, assetIndex) & mask;
        while (_places[place] is var found and not 0
            && (_slots[found - 1].AccountIndex != accountIndex || _slots[found - 1].AssetIndex != assetIndex))
        {
            place = (place + 1) & mask;
        }

        return place;
    }

    // Registry indices are small and dense: multiplying by large odd numbers (of xxHash64) spreads them, and nobody
    // outside chooses them.
    private static int Mix(int accountIndex, int assetIndex)
    {
        unchecked
        {
            var mixed = ((ulong)(uint)accountIndex * 0x9E37_79B1_85EB_CA87)
                ^ ((ulong)(uint)assetIndex * 0xC2B2_AE3D_27D4_EB4F);
            return (int)(mixed >> 32);
        }
    }

    private void Grow()
    {
        Array.Resize(ref _slots, 2 * Count);
        _places = new int[2 * _slots.Length];
        for (var i = 0; i < Count; i++)
        {
            _places[Find(_slots[i].AccountIndex, _slots[i].AssetIndex)] = i + 1;
        }
    }
}
