namespace VeritasVault.Proofs;

/// <summary>
/// SHA-256 (FIPS 180-4) of many messages side by side, one in each lane of a vector. What would leave most lanes idle
/// goes to narrower lanes or to the platform's SHA-256.
/// </summary>
/// <param name="wide">For as many messages as fill them.</param>
/// <param name="narrow">For the rest; the same ones where there is no other width.</param>
internal sealed class LaneHasher(IHashLanes wide, IHashLanes narrow) : IMessageHasher
{
    /// <summary>Messages of more blocks go to the platform: they need no company, and might find none.</summary>
    internal const int BlocksMax = 8;

    // Fewer messages are sooner done by the platform, one after the other.
    private const int GroupMin = 2;

    // Messages that are put in the order of their lengths at once; it bounds the stack and loses a part of one go.
    private const int SortedMax = 1024;
    private const int FewMax = 32;

    /// <inheritdoc/>
    public void HashMessages(ReadOnlySpan<byte> messages, ReadOnlySpan<int> ends, Span<Hash32> hashes)
    {
        if (ends.Length < GroupMin)
        {
            Sha256Hasher.Instance.HashMessages(messages, ends, hashes);
            return;
        }

        var first = 0;
        while (!ends.IsEmpty)
        {
            var count = Math.Min(SortedMax, ends.Length);
            HashSorted(new PackedMessages(messages, first, ends[..count]), hashes[..count]);
            first = ends[count - 1];
            ends = ends[count..];
            hashes = hashes[count..];
        }
    }

    /// <inheritdoc/>
    public void HashPairs(ReadOnlySpan<Hash32> children, Span<Hash32> parents)
    {
        if ((children.Length & 1) != 0)
        {
            throw new ArgumentException("Children come in pairs.", nameof(children));
        }

        parents = parents[..(children.Length / 2)];
        var inWide = CountForWide(parents.Length);
        wide.HashPairs(children[..(2 * inWide)], parents[..inWide]);
        if (parents.Length - inWide < GroupMin)
        {
            Sha256Hasher.Instance.HashPairs(children[(2 * inWide)..], parents[inWide..]);
        }
        else
        {
            narrow.HashPairs(children[(2 * inWide)..], parents[inWide..]);
        }
    }

    private void HashSorted(in PackedMessages messages, Span<Hash32> hashes)
    {
        // The stack is cleared first, which few messages would feel.
        var order = messages.Count <= FewMax ? stackalloc int[FewMax] : stackalloc int[SortedMax];
        order = order[..Sort(messages, order, hashes)];
        var inWide = CountForWide(order.Length);
        wide.HashMessages(messages, order[..inWide], hashes);
        order = order[inWide..];
        if (order.Length >= GroupMin)
        {
            narrow.HashMessages(messages, order, hashes);
            return;
        }

        foreach (var message in order)
        {
            hashes[message] = Hash32.Of(messages[message]);
        }
    }

    /// <summary>Orders messages by their blocks, the longest first, and hashes those of more than the most.</summary>
    /// <returns>Messages in order.</returns>
    private static int Sort(in PackedMessages messages, Span<int> order, Span<Hash32> hashes)
    {
        Span<int> places = stackalloc int[BlocksMax + 1];
        for (var i = 0; i < messages.Count; i++)
        {
            var blocks = PackedMessages.BlocksOf(messages[i].Length);
            if (blocks <= BlocksMax)
            {
                places[blocks]++;
            }
            else
            {
                hashes[i] = Hash32.Of(messages[i]);
            }
        }

        var count = 0;
        for (var blocks = BlocksMax; blocks > 0; blocks--)
        {
            (places[blocks], count) = (count, count + places[blocks]);
        }

        for (var i = 0; i < messages.Count; i++)
        {
            var blocks = PackedMessages.BlocksOf(messages.Length(i));
            if (blocks <= BlocksMax)
            {
                order[places[blocks]++] = i;
            }
        }

        return count;
    }

    private int CountForWide(int count)
    {
        var rest = count % wide.Count;
        return rest > narrow.Count ? count : count - rest;
    }
}
