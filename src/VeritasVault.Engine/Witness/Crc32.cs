using System.Numerics;

namespace VeritasVault.Engine;

/// <summary>CRC-32C (Castagnoli), as the processor computes it: tells a torn write from a whole one.</summary>
internal static class Crc32
{
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }
}
