using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using CsCheck;

namespace VeritasVault.Proofs.Tests;

/// <summary>Every path that this machine has against the platform's SHA-256.</summary>
public sealed class LaneHasherTests
{
    private static readonly Hash32[] Nodes = [.. Enumerable.Range(0, 300).Select(i => Hash32.Of(Text(9, i)))];

    public static TheoryData<string> Paths => ["8", "8 rotating", "16", "16 and 8", "best"];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Messages_of_every_length_have_their_hashes(string path)
    {
        var hasher = Hasher(path);
        for (var length = 0; length <= 600; length++)
        {
            // Alone, a few of one length, and enough of it for all lanes; the last ones end with the buffer.
            foreach (var count in new[] { 1, 3, 9, 35 })
            {
                Check(hasher, [.. Enumerable.Range(0, count).Select(i => Text(length, i))]);
            }
        }

        Check(hasher, [.. Enumerable.Range(0, 301).Select(length => Text(length, length))]);
        Check(hasher, [.. Enumerable.Range(0, 301).Select(length => Text(300 - length, length))]);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Messages_of_any_lengths_have_their_hashes(string path)
    {
        var hasher = Hasher(path);
        Gen.Byte.Array[0, 300].Array[0, 80].Sample(messages => Check(hasher, messages), iter: 300);
        Gen.Byte.Array[0, 2_000].Array[0, 20].Sample(messages => Check(hasher, messages), iter: 100);
        Check(hasher, [.. Enumerable.Range(0, 2_500).Select(i => Text(i * 31 % 231, i))]);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Bytes_around_the_messages_are_left_alone(string path)
    {
        byte[] buffer = [.. Text(40, 1), .. Text(50, 2), .. Text(200, 3)];
        var hashes = new Hash32[5];
        Hasher(path).HashMessages(buffer, [40, 40, 90], hashes);
        Assert.Equal([Hash32.Of(Text(40, 1)), Hash32.OfNothing, Hash32.Of(Text(50, 2)), default, default], hashes);
        Hasher(path).HashMessages(buffer, [], []);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Ends_that_are_none_are_refused(string path)
    {
        var hashes = new Hash32[3];
        Assert.Throws<ArgumentOutOfRangeException>(() => Hasher(path).HashMessages(new byte[90], [40, 30, 90], hashes));
        Assert.Throws<ArgumentOutOfRangeException>(() => Hasher(path).HashMessages(new byte[90], [40, 60, 91], hashes));
        Assert.Throws<ArgumentOutOfRangeException>(() => Hasher(path).HashMessages(new byte[90], [-1, 60, 90], hashes));
        Assert.Throws<ArgumentOutOfRangeException>(() => Hasher(path).HashMessages([], [0, 0, 0, 1], hashes));
        Assert.Throws<ArgumentOutOfRangeException>(() => Hasher(path).HashMessages([], [0, 0, 0, 0], hashes));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Pairs_have_the_hashes_of_nodes(string path)
    {
        var hasher = Hasher(path);
        for (var count = 0; count <= Nodes.Length / 2; count++)
        {
            var children = Nodes[..(2 * count)];
            var expected = new Hash32[count];
            Sha256Hasher.Instance.HashPairs(children, expected);
            var parents = new Hash32[count + 1];
            hasher.HashPairs(children, parents);
            Assert.Equal([.. expected, default], parents);
            hasher.HashPairs(children, children.AsSpan(0, count));
            Assert.Equal(expected, children[..count]);
            Assert.Equal(Nodes[count..(2 * count)], children[count..]);
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Pairs_that_are_none_are_refused(string path)
    {
        Assert.Throws<ArgumentException>(() => Hasher(path).HashPairs(Nodes.AsSpan(0, 3), new Hash32[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Hasher(path).HashPairs(Nodes.AsSpan(0, 40), new Hash32[19]));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Hashing_allocates_nothing(string path)
    {
        var hasher = Hasher(path);
        var (messages, ends) = Packed([.. Enumerable.Range(0, 1_500).Select(i => Text(i % 300, i))]);
        var hashes = new Hash32[2 * ends.Length];
        hasher.HashMessages(messages, ends, hashes);
        hasher.HashPairs(Nodes, hashes);
        var padded = new PaddedMessages();
        Fill(padded);
        padded.Hash(hasher, hashes);
        padded.Clear();
        var before = GC.GetAllocatedBytesForCurrentThread();
        hasher.HashMessages(messages, ends, hashes);
        Fill(padded);
        padded.Hash(hasher, hashes);
        hasher.HashPairs(Nodes, hashes);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void Fill(PaddedMessages messages)
    {
        for (var i = 0; i < 1_500; i++)
        {
            messages.Add(Nodes[i % Nodes.Length].Bytes[..(i % 33)]);
            messages.AddLeaf(MemoryMarshal.AsBytes(Nodes.AsSpan())[..(i % 700)]);
        }
    }

    private static void Check(IMessageHasher hasher, byte[][] messages)
    {
        var (buffer, ends) = Packed(messages);
        var hashes = new Hash32[messages.Length];
        hasher.HashMessages(buffer, ends, hashes);
        var expected = new Hash32[messages.Length];
        Sha256Hasher.Instance.HashMessages(buffer, ends, expected);
        Assert.True(MemoryMarshal.AsBytes(expected.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(hashes.AsSpan())));

        var padded = new PaddedMessages();
        foreach (var message in messages)
        {
            padded.Add(message);
        }

        hashes.AsSpan().Clear();
        padded.Hash(hasher, hashes);
        Assert.True(MemoryMarshal.AsBytes(expected.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(hashes.AsSpan())));
    }

    private static (byte[] Buffer, int[] Ends) Packed(byte[][] messages)
    {
        var end = 0;
        return ([.. messages.SelectMany(message => message)], [.. messages.Select(message => end += message.Length)]);
    }

    private static byte[] Text(int length, int seed)
    {
        var text = new byte[length];
        for (var i = 0; i < length; i++)
        {
            text[i] = unchecked((byte)((((i * 7) + seed) * 2_654_435_761) >> 24));
        }

        return text;
    }

    private static IMessageHasher Hasher(string path)
    {
        Assert.SkipUnless(
            path switch
            {
                "8" => Lanes8.IsSupported,
                "8 rotating" => Lanes8Rotating.IsSupported,
                "16" => Lanes16.IsSupported,
                "16 and 8" => Lanes16.IsSupported && Lanes8.IsSupported,
                _ => true,
            },
            $"This machine has no lanes of the kind {path}.");
        return path switch
        {
            "8" => Alone(new HashLanes<Vector256<uint>, Lanes8>()),
            "8 rotating" => Alone(new HashLanes<Vector256<uint>, Lanes8Rotating>()),
            "16" => Alone(new HashLanes<Vector512<uint>, Lanes16>()),
            "16 and 8" => new LaneHasher(
                new HashLanes<Vector512<uint>, Lanes16>(), new HashLanes<Vector256<uint>, Lanes8>()),
            _ => MessageHasher.Best,
        };
    }

    private static LaneHasher Alone(IHashLanes lanes) => new(lanes, lanes);
}
