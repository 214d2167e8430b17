using System.Runtime.InteropServices;

namespace VeritasVault.Proofs;

/// <inheritdoc/>
internal sealed class HashLanes<TVector, TLanes> : IHashLanes
    where TVector : unmanaged
    where TLanes : struct, ILanes<TVector>
{
    private const int BlockSize = PackedMessages.BlockSize;
    private const int LanesMax = 16;
    private const int PairBits = 8 * (1 + (2 * Hash32.Size));

    // The bit that follows a message, as a word.
    private const uint Mark = 0x8000_0000;

    public int Count => TLanes.Count;

    public void HashMessages(in PackedMessages messages, ReadOnlySpan<int> order, Span<Hash32> hashes)
    {
        Span<TVector> state = stackalloc TVector[LaneRounds<TVector, TLanes>.StateWords];
        Span<TVector> words = stackalloc TVector[LaneRounds<TVector, TLanes>.WordsPerBlock];
        Span<byte> blocks = stackalloc byte[LanesMax * BlockSize];
        while (!order.IsEmpty)
        {
            var group = order[..Math.Min(TLanes.Count, order.Length)];
            HashGroup(messages, group, state, words, blocks);
            LaneRounds<TVector, TLanes>.Store(state, blocks);
            var made = MemoryMarshal.Cast<byte, Hash32>(blocks);
            for (var lane = 0; lane < group.Length; lane++)
            {
                hashes[group[lane]] = made[lane];
            }

            order = order[group.Length..];
        }
    }

    public void HashPairs(ReadOnlySpan<Hash32> children, Span<Hash32> parents)
    {
        Span<TVector> state = stackalloc TVector[LaneRounds<TVector, TLanes>.StateWords];
        Span<TVector> words = stackalloc TVector[LaneRounds<TVector, TLanes>.WordsPerBlock];
        while (parents.Length >= TLanes.Count)
        {
            LaneRounds<TVector, TLanes>.Load(MemoryMarshal.AsBytes(children), words);
            HashPairs(state, words);
            LaneRounds<TVector, TLanes>.Store(state, MemoryMarshal.AsBytes(parents));
            children = children[(2 * TLanes.Count)..];
            parents = parents[TLanes.Count..];
        }

        if (!parents.IsEmpty)
        {
            Span<byte> blocks = stackalloc byte[LanesMax * BlockSize];
            MemoryMarshal.AsBytes(children).CopyTo(blocks);
            LaneRounds<TVector, TLanes>.Load(blocks, words);
            HashPairs(state, words);
            LaneRounds<TVector, TLanes>.Store(state, blocks);
            MemoryMarshal.Cast<byte, Hash32>(blocks)[..parents.Length].CopyTo(parents);
        }
    }

    // Lanes whose message has ended are kept as they are while the longer ones go on.
    private static void HashGroup(
        in PackedMessages messages,
        ReadOnlySpan<int> group,
        Span<TVector> state,
        Span<TVector> words,
        Span<byte> blocks)
    {
        Span<int> starts = stackalloc int[LanesMax];
        Span<int> lengths = stackalloc int[LanesMax];
        Span<uint> bits = stackalloc uint[LanesMax];
        Span<uint> counts = stackalloc uint[LanesMax];
        var steps = 0u;
        for (var lane = 0; lane < group.Length; lane++)
        {
            starts[lane] = messages.Start(group[lane]);
            lengths[lane] = messages.Length(group[lane]);
            bits[lane] = 8 * (uint)lengths[lane];
            counts[lane] = (uint)PackedMessages.BlocksOf(lengths[lane]);
            steps = Math.Max(steps, counts[lane]);
        }

        var bitLengths = MemoryMarshal.Read<TVector>(MemoryMarshal.AsBytes(bits));
        var blockCounts = MemoryMarshal.Read<TVector>(MemoryMarshal.AsBytes(counts));
        LaneRounds<TVector, TLanes>.Begin(state);
        for (var step = 0u; step < steps; step++)
        {
            CopyBlocks(messages, starts[..group.Length], lengths, (int)step * BlockSize, blocks);
            LaneRounds<TVector, TLanes>.Load(blocks, words);
            var ending = TLanes.Equal(blockCounts, TLanes.Splat(step + 1));
            words[^1] = TLanes.Or(words[^1], TLanes.And(ending, bitLengths));
            LaneRounds<TVector, TLanes>.Compress(state, words, TLanes.Greater(blockCounts, TLanes.Splat(step)));
        }
    }

    private static void CopyBlocks(
        in PackedMessages messages, ReadOnlySpan<int> starts, ReadOnlySpan<int> lengths, int done, Span<byte> blocks)
    {
        for (var lane = 0; lane < starts.Length; lane++)
        {
            var block = blocks.Slice(lane * BlockSize, BlockSize);
            unchecked
            {
                messages.CopyBlock(starts[lane] + done, lengths[lane] - done, block);
            }
        }
    }

    /// <summary>Hashes pairs whose 64 bytes lie across the lanes: the prefix moves them on by one byte.</summary>
    private static void HashPairs(Span<TVector> state, Span<TVector> words)
    {
        var all = TLanes.Splat(uint.MaxValue);
        var end = TLanes.MovedByOne(words[^1], TLanes.Splat(Mark));
        for (var i = words.Length - 1; i > 0; i--)
        {
            words[i] = TLanes.MovedByOne(words[i - 1], words[i]);
        }

        words[0] = TLanes.MovedByOne(TLanes.Splat(MerkleHash.NodePrefix), words[0]);
        LaneRounds<TVector, TLanes>.Begin(state);
        LaneRounds<TVector, TLanes>.Compress(state, words, all);
        words.Fill(TLanes.Splat(0));
        words[0] = end;
        words[^1] = TLanes.Splat(PairBits);
        LaneRounds<TVector, TLanes>.Compress(state, words, all);
    }
}
