using System.Diagnostics;
using System.Runtime.InteropServices;
using VeritasVault.Engine;
using VeritasVault.Proofs;
using VeritasVault.Storage;
using VeritasVault.Storage.RocksDb;

namespace VeritasVault.Bench;

/// <summary>What this machine can do at most, measured in the same run as what we make of it.</summary>
internal static class MachineLimits
{
    private const int Pairs = 1_024;

    // 65 bytes, padded, are two blocks of 64.
    private const int CompressionsPerPair = 2;

    /// <summary>Blocks of so many bytes that our store makes durable in a second when nobody does anything
    /// else.</summary>
    public static double BarePutsPerSecond(string directory, int bytes, TimeSpan time)
    {
        using var store = RocksDbLedgerStore.Open(Path.Combine(directory, "bare"));
        var block = new byte[Math.Max(bytes, 1)];
        new Random(1).NextBytes(block);
        return Rate(time, () => store.Commit(new BlockWrite(store.LastBlockNo + 1, block, [])));
    }

    /// <summary>Pairs of hashes on the fastest path of one core.</summary>
    public static double CompressionsPerSecond(TimeSpan time)
    {
        var children = new Hash32[2 * Pairs];
        new Random(1).NextBytes(MemoryMarshal.AsBytes(children.AsSpan()));
        var parents = new Hash32[Pairs];
        return Pairs * CompressionsPerPair * Rate(time, () => MessageHasher.Best.HashPairs(children, parents));
    }

    /// <summary>Signatures that one core verifies in a second, one after the other.</summary>
    public static double VerificationsPerSecond(TimeSpan time)
    {
        var message = new byte[64];
        var signature = World.Key.Sign(message);
        return Rate(time, () => BenchFailure.Unless(
            LedgerEd25519.Instance.Verify(World.Key.PublicKey, message, signature), "a signature is not accepted"));
    }

    internal static double Rate(TimeSpan time, Action act)
    {
        act();
        var (times, started) = (0L, Stopwatch.GetTimestamp());
        TimeSpan elapsed;
        do
        {
            act();
            times++;
            elapsed = Stopwatch.GetElapsedTime(started);
        }
        while (elapsed < time);

        return times / elapsed.TotalSeconds;
    }
}
