namespace VeritasVault.Core;

/// <summary>What a reserved settlement will do to one position when it settles.</summary>
/// <param name="AccountIndex">The account.</param>
/// <param name="AssetIndex">The asset.</param>
/// <param name="Delta">In minus out: what is set aside when negative, what is promised when positive.</param>
internal readonly record struct ReservedNet(int AccountIndex, int AssetIndex, Int128 Delta);

/// <summary>
/// What is promised to positions by reserved settlements. Promised inflows count against ceiling and range, so that
/// settling cannot fail for them. Derived from the open settlements: a restored state promises the same.
/// </summary>
internal sealed class PromiseTable
{
    private readonly Index<long, Int128> _promised = new();
    private readonly Index<int, int> _named = new();

    /// <summary>Whether nothing is promised to anybody.</summary>
    public bool IsEmpty => _promised.Count == 0;

    public Int128 Of(int account, int asset) =>
        _promised.Count > 0 && _promised.TryGet(Key(account, asset), out var sum) ? sum : 0;

    /// <summary>In how many positions of an account reserved settlements rely on it, zero nets included.</summary>
    public int CountOf(int account) => _named.TryGet(account, out var count) ? count : 0;

    public void Add(IReadOnlyList<ReservedNet> reserved)
    {
        foreach (var net in reserved)
        {
            _named.Set(net.AccountIndex, CountOf(net.AccountIndex) + 1);
            if (net.Delta > 0)
            {
                _promised.Set(Key(net), Of(net.AccountIndex, net.AssetIndex) + net.Delta);
            }
        }
    }

    public void Remove(IReadOnlyList<ReservedNet> reserved)
    {
        foreach (var net in reserved)
        {
            SetCount(net.AccountIndex, CountOf(net.AccountIndex) - 1);
            if (net.Delta <= 0)
            {
                continue;
            }

            var left = Of(net.AccountIndex, net.AssetIndex) - net.Delta;
            Invariant.Holds(left >= 0);
            if (left > 0)
            {
                _promised.Set(Key(net), left);
            }
            else
            {
                _promised.Remove(Key(net));
            }
        }
    }

    private void SetCount(int account, int count)
    {
        Invariant.Holds(count >= 0);
        if (count > 0)
        {
            _named.Set(account, count);
        }
        else
        {
            _named.Remove(account);
        }
    }

    private static long Key(in ReservedNet net) => Key(net.AccountIndex, net.AssetIndex);

    private static long Key(int account, int asset) => ((long)account << 32) | (uint)asset;
}
