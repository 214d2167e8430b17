namespace VeritasVault.Core;

/// <summary>What a settlement does to one position: in minus out.</summary>
internal struct NetPosition
{
    public int AccountIndex;
    public int AssetIndex;

    /// <summary>-1 when the settlement would touch the position for the first time.</summary>
    public int PositionIndex;
    public Int128 In;
    public Int128 Out;

    public readonly Int128 Delta => In - Out;
}

/// <summary>The net of a settlement per position, in the order its legs first name them. Scratch, refilled for
/// each.</summary>
internal sealed class NetPositions
{
    // Below this many positions a linear search beats a hash table.
    private const int LinearSearchMax = 16;

    private readonly Index<long, int> _places = new();
    private NetPosition[] _positions = new NetPosition[16];

    public int Count { get; private set; }

    public ref NetPosition this[int place] => ref _positions[place];

    public void Compute(LedgerState state, SettlementRecord record)
    {
        Count = 0;
        _places.Clear();
        for (var i = 0; i < record.LegCount; i++)
        {
            ref readonly var leg = ref record.Legs[i];
            if (ForeignPlan.IsForeign(state, leg))
            {
                continue;
            }

            Touch(state, leg.From, leg.Asset).Out += leg.Quantity;
            Touch(state, leg.To, leg.Asset).In += leg.Quantity;
        }
    }

    private ref NetPosition Touch(LedgerState state, int account, int asset)
    {
        var place = Find(account, asset);
        if (place < 0)
        {
            place = Add(state, account, asset);
        }

        return ref _positions[place];
    }

    private int Find(int account, int asset)
    {
        if (Count > LinearSearchMax)
        {
            return _places.TryGet(Key(account, asset), out var place) ? place : -1;
        }

        for (var i = 0; i < Count; i++)
        {
            if (_positions[i].AccountIndex == account && _positions[i].AssetIndex == asset)
            {
                return i;
            }
        }

        return -1;
    }

    private int Add(LedgerState state, int account, int asset)
    {
        if (Count == _positions.Length)
        {
            Array.Resize(ref _positions, Count * 2);
        }

        _positions[Count] = new NetPosition
        {
            AccountIndex = account,
            AssetIndex = asset,
            PositionIndex = state.Positions.IndexOf(account, asset),
        };
        Count++;
        if (Count == LinearSearchMax + 1)
        {
            for (var i = 0; i < Count; i++)
            {
                _places.Add(Key(_positions[i].AccountIndex, _positions[i].AssetIndex), i);
            }
        }
        else if (Count > LinearSearchMax)
        {
            _places.Add(Key(account, asset), Count - 1);
        }

        return Count - 1;
    }

    private static long Key(int account, int asset) => ((long)account << 32) | (uint)asset;
}
