namespace VeritasVault.Cli;

/// <summary>Numbers that are the same on every machine (SplitMix64), so that the day is always the same one.</summary>
internal sealed class DemoRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from 0 to below the bound.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>A number from the least to the most.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    public T Of<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>So many different ones of the items, in random order.</summary>
    public T[] Some<T>(IReadOnlyList<T> items, int count)
    {
        var left = items.ToList();
        var some = new T[count];
        for (var i = 0; i < count; i++)
        {
            var place = Below(left.Count);
            some[i] = left[place];
            left.RemoveAt(place);
        }

        return some;
    }

    private ulong Next() => unchecked(Mix(_state += 0x9E3779B97F4A7C15));

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
