using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using VeritasVault.Proofs;

namespace VeritasVault.Bench;

/// <summary>
/// SHA-256 of many messages in nanoseconds for each 64-byte block after padding, on each path that this machine has,
/// beside the platform one message after the other. Each figure is the median of rounds of some tenths of a
/// millisecond; the paths take turns within a round, so that all see the same machine.
/// </summary>
internal static class HashBench
{
    private const int Rounds = 101;
    private const int WarmUp = 20;
    private const int BlocksARound = 4_096;

    private static readonly int[] Batches = [1, 2, 4, 8, 16, 48, 1_024];

    private static readonly (string Name, int Shortest, int Longest)[] Mixes =
        [("33to49", 33, 49), ("90to230", 90, 230), ("33to230", 33, 230)];

    public static BenchReport Run()
    {
        var report = new BenchReport("hash");
        var paths = Paths();
        foreach (var (name, shortest, longest) in Mixes)
        {
            foreach (var batch in Batches)
            {
                var (messages, ends, blocks) = Generate(batch, shortest, longest);
                var hashes = new Hash32[batch];
                Measure(
                    report,
                    $"{name}x{batch}",
                    blocks,
                    paths,
                    hasher => hasher.HashMessages(messages, ends, hashes));
            }
        }

        foreach (var batch in Batches)
        {
            var children = new Hash32[2 * batch];
            new Random(batch).NextBytes(MemoryMarshal.AsBytes(children.AsSpan()));
            var parents = new Hash32[batch];
            Measure(report, $"pairsx{batch}", 2 * batch, paths, hasher => hasher.HashPairs(children, parents));
        }

        return report;
    }

    private static List<(string Name, IMessageHasher Hasher)> Paths()
    {
        var paths = new List<(string, IMessageHasher)> { ("platform", Sha256Hasher.Instance) };
        if (Lanes8.IsSupported)
        {
            paths.Add(("lanes8", Alone(new HashLanes<Vector256<uint>, Lanes8>())));
        }

        if (Lanes8Rotating.IsSupported)
        {
            paths.Add(("lanes8Rotating", Alone(new HashLanes<Vector256<uint>, Lanes8Rotating>())));
        }

        if (Lanes16.IsSupported)
        {
            paths.Add(("lanes16", Alone(new HashLanes<Vector512<uint>, Lanes16>())));
        }

        paths.Add(("best", MessageHasher.Best));
        return paths;
    }

    private static LaneHasher Alone(IHashLanes lanes) => new(lanes, lanes);

    private static (byte[] Messages, int[] Ends, int Blocks) Generate(int count, int shortest, int longest)
    {
        var random = new Random(count);
        var ends = new int[count];
        var (end, blocks) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            var length = random.Next(shortest, longest + 1);
            ends[i] = end += length;
            blocks += PackedMessages.BlocksOf(length);
        }

        var messages = new byte[end];
        random.NextBytes(messages);
        return (messages, ends, blocks);
    }

    private static void Measure(
        BenchReport report,
        string name,
        int blocks,
        List<(string Name, IMessageHasher Hasher)> paths,
        Action<IMessageHasher> hash)
    {
        var calls = Math.Max(1, BlocksARound / blocks);
        var times = paths.ConvertAll(_ => new double[Rounds]);
        for (var round = -WarmUp; round < Rounds; round++)
        {
            for (var path = 0; path < paths.Count; path++)
            {
                var started = Stopwatch.GetTimestamp();
                for (var call = 0; call < calls; call++)
                {
                    hash(paths[path].Hasher);
                }

                times[path][Math.Max(round, 0)] = Stopwatch.GetElapsedTime(started).TotalNanoseconds / calls / blocks;
            }
        }

        for (var path = 0; path < paths.Count; path++)
        {
            report.Add($"{name}.{paths[path].Name}", times[path].Order().ElementAt(Rounds / 2));
        }
    }
}
