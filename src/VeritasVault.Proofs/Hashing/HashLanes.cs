using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace VeritasVault.Proofs;

/// <inheritdoc/>
internal sealed class HashLanes<TVector, TLanes> : IHashLanes
    where TVector : unmanaged
    where TLanes : struct, ILanes<TVector>
{
    private const int BlockSize = PackedMessages.BlockSize;
    private const int BlocksMax = LaneHasher.BlocksMax;
    private const int LanesMax = 16;
    private const int LineSize = 64;

    // The state, the words of a block or of all rounds, and room to align them.
    private static int WorkSize => (TLanes.HasManyRegisters ? (8 + 16) * LineSize : (8 + 64) * LineSize / 2) + LineSize;
    private const int PairBits = 8 * (1 + (2 * Hash32.Size));

    // The bit that follows a message, as a word.
    private const uint Mark = 0x8000_0000;

    public int Count => TLanes.Count;

    // Blocks that lie one after the other.
    private static ReadOnlySpan<int> Rows =>
        [0, 64, 128, 192, 256, 320, 384, 448, 512, 576, 640, 704, 768, 832, 896, 960];

    public void HashMessages(in PackedMessages messages, ReadOnlySpan<int> order, Span<Hash32> hashes)
    {
        Span<byte> padded = stackalloc byte[LanesMax * BlocksMax * BlockSize];
        Span<int> starts = stackalloc int[LanesMax];
        Span<int> blocks = stackalloc int[LanesMax];
        Span<Hash32> made = stackalloc Hash32[LanesMax];
        while (!order.IsEmpty)
        {
            var group = order[..Math.Min(TLanes.Count, order.Length)];
            for (var lane = 0; lane < group.Length; lane++)
            {
                starts[lane] = lane * BlocksMax * BlockSize;
                blocks[lane] = messages.CopyPadded(group[lane], padded[starts[lane]..]);
            }

            HashPadded(padded, starts[..group.Length], blocks[..group.Length], made);
            for (var lane = 0; lane < group.Length; lane++)
            {
                hashes[group[lane]] = made[lane];
            }

            order = order[group.Length..];
        }
    }

    public void HashPadded(
        ReadOnlySpan<byte> bytes, ReadOnlySpan<int> starts, ReadOnlySpan<int> blocks, Span<Hash32> hashes)
    {
        var work = Aligned(stackalloc byte[WorkSize]);
        var state = work[..LaneRounds<TVector, TLanes>.StateWords];
        var words = work[LaneRounds<TVector, TLanes>.StateWords..];
        hashes = hashes[..starts.Length];
        for (; starts.Length >= TLanes.Count; starts = starts[TLanes.Count..])
        {
            HashGroup(bytes, starts[..TLanes.Count], blocks[..TLanes.Count], state, words);
            TLanes.Store(state, MemoryMarshal.AsBytes(hashes));
            blocks = blocks[TLanes.Count..];
            hashes = hashes[TLanes.Count..];
        }

        if (!starts.IsEmpty)
        {
            Span<Hash32> made = stackalloc Hash32[LanesMax];
            HashGroup(bytes, starts, blocks, state, words);
            TLanes.Store(state, MemoryMarshal.AsBytes(made));
            made[..hashes.Length].CopyTo(hashes);
        }
    }

    public void HashPairs(ReadOnlySpan<Hash32> children, Span<Hash32> parents)
    {
        var work = Aligned(stackalloc byte[WorkSize]);
        var state = work[..LaneRounds<TVector, TLanes>.StateWords];
        var words = work[LaneRounds<TVector, TLanes>.StateWords..];
        while (parents.Length >= TLanes.Count)
        {
            LoadRows(MemoryMarshal.AsBytes(children), words);
            HashPairs(state, words);
            TLanes.Store(state, MemoryMarshal.AsBytes(parents));
            children = children[(2 * TLanes.Count)..];
            parents = parents[TLanes.Count..];
        }

        if (!parents.IsEmpty)
        {
            Span<byte> blocks = stackalloc byte[LanesMax * BlockSize];
            MemoryMarshal.AsBytes(children).CopyTo(blocks);
            LoadRows(blocks, words);
            HashPairs(state, words);
            TLanes.Store(state, blocks);
            MemoryMarshal.Cast<byte, Hash32>(blocks)[..parents.Length].CopyTo(parents);
        }
    }

    /// <summary>Hashes at most as many messages as there are lanes, the longest first. Lanes whose message has ended
    /// are kept as they are while the longer ones go on; lanes without a message repeat the first one.</summary>
    private static void HashGroup(
        ReadOnlySpan<byte> bytes,
        ReadOnlySpan<int> starts,
        ReadOnlySpan<int> blocks,
        Span<TVector> state,
        Span<TVector> words)
    {
        Span<int> offsets = stackalloc int[LanesMax];
        if (starts.Length < LanesMax)
        {
            offsets.Fill(starts[0]);
        }

        starts.CopyTo(offsets);

        // Each lane reads as many blocks as the longest: checked here once for all steps.
        var steps = blocks[0];
        var last = (uint)(bytes.Length - (steps * BlockSize));
        foreach (var start in starts)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(unchecked((uint)start), last, nameof(starts));
        }

        var counts = CountsOf(blocks);
        ref readonly var from = ref MemoryMarshal.GetReference(bytes);
        LaneRounds<TVector, TLanes>.Begin(state);
        for (var step = 0; step < steps; step++)
        {
            TLanes.Load(in from, offsets, words);
            LaneRounds<TVector, TLanes>.Compress(state, words, TLanes.Greater(counts, TLanes.Splat((uint)step)));
            from = ref Unsafe.Add(ref Unsafe.AsRef(in from), BlockSize);
        }
    }

    private static TVector CountsOf(ReadOnlySpan<int> blocks)
    {
        // Longest first: where the last is as long as the first, all are.
        if (blocks[^1] == blocks[0])
        {
            return TLanes.Splat((uint)blocks[0]);
        }

        Span<int> counts = stackalloc int[LanesMax];
        blocks.CopyTo(counts);
        return MemoryMarshal.Read<TVector>(MemoryMarshal.AsBytes(counts));
    }

    // What is written and read again as whole vectors must not lie across two lines of the cache.
    private static Span<TVector> Aligned(Span<byte> bytes)
    {
        var address = Unsafe.ByteOffset(ref Unsafe.NullRef<byte>(), ref MemoryMarshal.GetReference(bytes));
        var from = (int)(-address & (LineSize - 1));
        return MemoryMarshal.Cast<byte, TVector>(bytes[from..]);
    }

    private static void LoadRows(ReadOnlySpan<byte> blocks, Span<TVector> words) =>
        TLanes.Load(in MemoryMarshal.GetReference(blocks[..(TLanes.Count * BlockSize)]), Rows, words);

    /// <summary>Hashes pairs whose 64 bytes lie across the lanes: the prefix moves them on by one byte.</summary>
    private static void HashPairs(Span<TVector> state, Span<TVector> words)
    {
        var all = TLanes.Splat(uint.MaxValue);
        var block = words[..LaneRounds<TVector, TLanes>.WordsPerBlock];
        var end = TLanes.MovedByOne(block[^1], TLanes.Splat(Mark));
        for (var i = block.Length - 1; i > 0; i--)
        {
            block[i] = TLanes.MovedByOne(block[i - 1], block[i]);
        }

        block[0] = TLanes.MovedByOne(TLanes.Splat(MerkleHash.NodePrefix), block[0]);
        LaneRounds<TVector, TLanes>.Begin(state);
        LaneRounds<TVector, TLanes>.Compress(state, words, all);
        block.Fill(TLanes.Splat(0));
        block[0] = end;
        block[^1] = TLanes.Splat(PairBits);
        LaneRounds<TVector, TLanes>.Compress(state, words, all);
    }
}
