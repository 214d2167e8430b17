namespace VeritasVault.Core;

/// <summary>The holding of one asset in one account. Quantities in minor units.</summary>
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
    public Int128 CreditLimit;
    public Int128 Ceiling;
    public bool HasCeiling;

    /// <summary>The stated floor: what the entry that made this version checked against, so that the version can be
    /// judged by itself for ever. Limits changed since do not touch it; what applies next is
    /// <see cref="Resources.Floor"/>.</summary>
    public Int128 Floor;

    /// <summary>False where the entry found no floor: an issuer's without issuance limit.</summary>
    public bool HasFloor;

    /// <summary>How often credit limit and ceiling were set.</summary>
    public long LimitsVersion;

    /// <summary>Place among the positions that ever had limits set, in the order of the first time; meaningless when
    /// <see cref="LimitsVersion"/> is 0.</summary>
    public int LimitsIndex;

    public readonly Int128? StatedFloor => HasFloor ? Floor : null;

    public readonly Int128 Available => Balance - Reserved;

    public void State(Int128? floor)
    {
        HasFloor = floor is not null;
        Floor = floor ?? 0;
    }
}

/// <summary>All positions, dense by index in the order of first touch.</summary>
internal sealed class PositionTable
{
    private readonly Index<long, int> _byKey = new();
    private Position[] _slots = new Position[64];

    public int Count { get; private set; }

    /// <summary>The slot; the reference is valid until the next <see cref="Add"/>.</summary>
    public ref Position At(int index)
    {
        Invariant.Holds((uint)index < (uint)Count);
        return ref _slots[index];
    }

    public int IndexOf(int accountIndex, int assetIndex) =>
        _byKey.TryGet(Key(accountIndex, assetIndex), out var index) ? index : -1;

    public ref Position Add(int accountIndex, int assetIndex)
    {
        if (Count == _slots.Length)
        {
            Array.Resize(ref _slots, _slots.Length * 2);
        }

        _byKey.Add(Key(accountIndex, assetIndex), Count);
        ref var slot = ref _slots[Count++];
        slot = new Position { AccountIndex = accountIndex, AssetIndex = assetIndex, HasFloor = true };
        return ref slot;
    }

    private static long Key(int accountIndex, int assetIndex) => ((long)accountIndex << 32) | (uint)assetIndex;
}
