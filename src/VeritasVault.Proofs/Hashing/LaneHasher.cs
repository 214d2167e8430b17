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
    private const int SortedMax = 512;
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
    public void HashPadded(PaddedMessages messages, Span<Hash32> hashes)
    {
        ArgumentNullException.ThrowIfNull(messages);
        hashes = hashes[..messages.Count];
        var starts = messages.Starts;
        var blocks = messages.BlockCounts;
        if (messages.Count < GroupMin || (messages.AreEqual && blocks[0] > BlocksMax))
        {
            Sha256Hasher.Instance.HashPadded(messages, hashes);
        }
        else if (messages.AreEqual)
        {
            HashOrdered(messages.Bytes, starts, blocks, hashes);
        }
        else
        {
            for (var first = 0; first < starts.Length; first += SortedMax)
            {
                HashSorted(messages, first, hashes.Slice(first, Math.Min(SortedMax, starts.Length - first)));
            }
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
        var blocks = messages.Count <= FewMax ? stackalloc int[FewMax] : stackalloc int[SortedMax];
        blocks = blocks[..messages.Count];
        for (var i = 0; i < blocks.Length; i++)
        {
            blocks[i] = PackedMessages.BlocksOf(messages[i].Length);
            if (blocks[i] > BlocksMax)
            {
                hashes[i] = Hash32.Of(messages[i]);
            }
        }

        order = order[..Sort(blocks, order)];
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

    private void HashSorted(PaddedMessages messages, int first, Span<Hash32> hashes)
    {
        Span<int> order = stackalloc int[SortedMax];
        Span<int> starts = stackalloc int[SortedMax];
        Span<int> blocks = stackalloc int[SortedMax];
        Span<Hash32> made = stackalloc Hash32[SortedMax];
        var count = Sort(messages.BlockCounts.Slice(first, hashes.Length), order);
        for (var i = 0; i < count; i++)
        {
            starts[i] = messages.Starts[first + order[i]];
            blocks[i] = messages.BlockCounts[first + order[i]];
        }

        HashOrdered(messages.Bytes, starts[..count], blocks[..count], made);
        for (var i = 0; i < count; i++)
        {
            hashes[order[i]] = made[i];
        }

        for (var i = 0; count < hashes.Length && i < hashes.Length; i++)
        {
            if (messages.BlockCounts[first + i] > BlocksMax)
            {
                hashes[i] = Hash32.Of(messages[first + i]);
            }
        }
    }

    // The longest first.
    private void HashOrdered(
        ReadOnlySpan<byte> bytes, ReadOnlySpan<int> starts, ReadOnlySpan<int> blocks, Span<Hash32> hashes)
    {
        var inWide = CountForWide(starts.Length);
        wide.HashPadded(bytes, starts[..inWide], blocks[..inWide], hashes);
        if (inWide < starts.Length)
        {
            narrow.HashPadded(bytes, starts[inWide..], blocks[inWide..], hashes[inWide..]);
        }
    }

    /// <summary>Orders messages by their blocks, the longest first, but for those of more than the most.</summary>
    /// <returns>Messages in order.</returns>
    private static int Sort(ReadOnlySpan<int> blocks, Span<int> order)
    {
        Span<int> places = stackalloc int[BlocksMax + 1];
        foreach (var count in blocks)
        {
            if (count <= BlocksMax)
            {
                places[count]++;
            }
        }

        var ordered = 0;
        for (var count = BlocksMax; count > 0; count--)
        {
            (places[count], ordered) = (ordered, ordered + places[count]);
        }

        for (var i = 0; i < blocks.Length; i++)
        {
            if (blocks[i] <= BlocksMax)
            {
                order[places[blocks[i]]++] = i;
            }
        }

        return ordered;
    }

    private int CountForWide(int count)
    {
        var rest = count % wide.Count;
        return rest > narrow.Count ? count : count - rest;
    }
}
