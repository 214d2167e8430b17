namespace VeritasVault.Core;

/// <summary>Sums up what a settlement changes of each asset. Scratch, used again for each.</summary>
internal sealed class AssetSums
{
    // Below this many changes a linear search beats a hash table.
    private const int LinearSearchMax = 16;

    private readonly Index<int, int> _places = new();
    private WideSum[] _sums = new WideSum[16];

    /// <summary>Whether the changes of each asset sum to zero.</summary>
    public bool AreAllZero(ReadOnlySpan<PositionChange> changes) =>
        changes.Length <= LinearSearchMax ? AreAllZeroOfFew(changes) : AreAllZeroOfMany(changes);

    private static bool AreAllZeroOfFew(ReadOnlySpan<PositionChange> changes)
    {
        foreach (ref readonly var first in changes)
        {
            var sum = default(WideSum);
            foreach (ref readonly var change in changes)
            {
                sum.Add(change.AssetIndex == first.AssetIndex ? change.Delta : 0);
            }

            if (!sum.IsZero)
            {
                return false;
            }
        }

        return true;
    }

    private bool AreAllZeroOfMany(ReadOnlySpan<PositionChange> changes)
    {
        _places.Clear();
        foreach (ref readonly var change in changes)
        {
            if (!_places.TryGet(change.AssetIndex, out var place))
            {
                place = _places.Count;
                _places.Add(change.AssetIndex, place);
                if (place == _sums.Length)
                {
                    Array.Resize(ref _sums, 2 * place);
                }

                _sums[place] = default;
            }

            _sums[place].Add(change.Delta);
        }

        foreach (ref readonly var sum in _sums.AsSpan(0, _places.Count))
        {
            if (!sum.IsZero)
            {
                return false;
            }
        }

        return true;
    }
}
