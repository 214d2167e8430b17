namespace VeritasVault.Bench;

/// <summary>UUIDs of version 7 that ascend: 48 bits of milliseconds from now on, then a counter in the place of the
/// first random bits.</summary>
internal sealed class AscendingIds(int seed)
{
    private readonly Random _random = new(seed);
    private readonly ulong _firstMillisecond = (ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
    private ulong _made;

    public UInt128 Next()
    {
        var number = _made++;
        var time = (UInt128)(_firstMillisecond + (number >> 12));
        return (time << 80) | ((UInt128)7 << 76) | ((UInt128)(number & 0xFFF) << 64)
            | ((UInt128)2 << 62) | (UInt128)(ulong)_random.NextInt64(1L << 62);
    }
}
