namespace VeritasVault.Simulator;

/// <summary>SplitMix64: the only source of chance in a simulation, the same on every machine and runtime.</summary>
internal sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A stream of its own for a part of a run, so that parts do not shift each other's draws.</summary>
    public static SeededRandom For(ulong seed, ulong part, ulong number = 0)
    {
        var mixed = new SeededRandom(seed);
        return new SeededRandom(mixed.Next() ^ new SeededRandom(unchecked((part << 32) + number)).Next());
    }

    public ulong Next()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>0 to <paramref name="bound"/> − 1.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>Both ends included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>0 to <paramref name="bound"/> − 1.</summary>
    public long BelowLong(long bound) => (long)(Next() % (ulong)bound);

    public bool Chance(int percent) => Below(100) < percent;

    public T Pick<T>(IReadOnlyList<T> among) => among[Below(among.Count)];

    public UInt128 Next128() => new(Next(), Next());
}
