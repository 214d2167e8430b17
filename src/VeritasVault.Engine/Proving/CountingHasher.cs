using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>Counts what a hasher does. One thread hashes; any may read the count.</summary>
internal sealed class CountingHasher(IMessageHasher hasher) : IMessageHasher
{
    // A pair of nodes and its prefix: 65 bytes.
    private const int BlocksOfPair = 2;

    private long _compressions;

    /// <summary>Blocks of 64 bytes hashed, which are so many runs of the compression function.</summary>
    public long Compressions => Volatile.Read(ref _compressions);

    public void HashMessages(ReadOnlySpan<byte> messages, ReadOnlySpan<int> ends, Span<Hash32> hashes)
    {
        var start = 0;
        foreach (var end in ends)
        {
            Count(PaddedMessages.BlocksOf(end - start));
            start = end;
        }

        hasher.HashMessages(messages, ends, hashes);
    }

    public void HashPadded(PaddedMessages messages, Span<Hash32> hashes)
    {
        Count(messages.Blocks);
        hasher.HashPadded(messages, hashes);
    }

    public void HashPairs(ReadOnlySpan<Hash32> children, Span<Hash32> parents)
    {
        Count(children.Length / 2 * BlocksOfPair);
        hasher.HashPairs(children, parents);
    }

    private void Count(int blocks) => Volatile.Write(ref _compressions, _compressions + blocks);
}
