using System.Runtime.InteropServices;
using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>The part of one signed batch that a block stores: signatures by key, and hashes of its tree. Whoever takes
/// a place in it for proven calls <see cref="Check"/> before.</summary>
internal sealed class StoredBatch : ApprovalTree
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly int[] _keys;
    private readonly int[] _signatures;
    private readonly Level[] _levels;

    private StoredBatch(int count, ref ByteReader reader, ReadOnlyMemory<byte> bytes)
        : base(count)
    {
        _bytes = bytes;
        Root = reader.Hash();
        _keys = new int[reader.IndexBelow(bytes.Length)];
        _signatures = new int[_keys.Length];
        for (var i = 0; i < _keys.Length; i++)
        {
            _keys[i] = Next(ref reader, i == 0 ? -1 : _keys[i - 1], int.MaxValue);
            _signatures[i] = reader.Offset;
            reader.Take(Signature.Size);
        }

        _levels = ReadGroups(ref reader);
    }

    public override Hash256 Root { get; }

    /// <summary>Reads a batch.</summary>
    /// <param name="bytes">All that the block stores of batches; stays as it is.</param>
    /// <param name="reader">Over these bytes; stands at the batch and is left behind it.</param>
    /// <exception cref="RecordFormatException">The bytes are no batch.</exception>
    public static StoredBatch Read(ReadOnlyMemory<byte> bytes, ref ByteReader reader)
    {
        var count = reader.VarInt();
        return count is >= 1 and <= Limits.ApprovalBatchMax
            ? new StoredBatch(count, ref reader, bytes)
            : throw new RecordFormatException($"a batch of {count} before offset {reader.Offset}");
    }

    public Signature SignatureOf(int keyIndex)
    {
        var place = Array.BinarySearch(_keys, keyIndex);
        return place >= 0
            ? Signature.Read(_bytes.Span.Slice(_signatures[place], Signature.Size))
            : throw new RecordFormatException($"no signature of key {keyIndex} over the batch");
    }

    /// <summary>The place of an approval in it.</summary>
    /// <exception cref="RecordFormatException">The block does not store that part of the batch.</exception>
    public ApprovalBatch At(int index)
    {
        if (index >= Count || Array.BinarySearch(_levels[0].Groups, index / BatchGroups.Width) < 0)
        {
            throw new RecordFormatException($"the block does not store place {index} of a batch of {Count}");
        }

        return new ApprovalBatch(this, index);
    }

    public override Hash256 Node(int level, int index)
    {
        var stored = Math.Min(level / BatchGroups.LevelStep, _levels.Length - 1);
        var below = level - (stored * BatchGroups.LevelStep);
        var first = index << below;
        ref readonly var groups = ref _levels[stored];
        var place = Array.BinarySearch(groups.Groups, first / BatchGroups.Width);
        if (place < 0)
        {
            throw new RecordFormatException($"the block does not store node {index} of level {level} of a batch");
        }

        var group = Hashes(stored, place, SizeOf(stored, place));
        var from = first % BatchGroups.Width;
        var to = Math.Min(from + (1 << below), group.Length);
        return BatchGroups.Fold(group[from..to]).ToHash256();
    }

    /// <summary>Checks that all hashes are of the tree that the root names: each group against the hash above
    /// it.</summary>
    /// <exception cref="RecordFormatException">They are not.</exception>
    public void Check()
    {
        for (var stored = 0; stored < _levels.Length; stored++)
        {
            var groups = _levels[stored].Groups;
            var whole = SizeOf(stored, groups.Length - 1) == BatchGroups.Width ? groups.Length : groups.Length - 1;
            var above = BatchGroups.FoldMany(Hashes(stored, 0, whole * BatchGroups.Width).ToArray());
            for (var i = 0; i < groups.Length; i++)
            {
                var node = i < whole ? above[i] : BatchGroups.Fold(Hashes(stored, i, SizeOf(stored, i)));
                if (node.ToHash256() != Above(stored, groups[i]))
                {
                    throw new RecordFormatException($"group {groups[i]} of level {stored} is not of its batch");
                }
            }
        }
    }

    private Hash256 Above(int stored, int group) =>
        stored + 1 == _levels.Length ? Root : Node((stored + 1) * BatchGroups.LevelStep, group);

    private Level[] ReadGroups(ref ByteReader reader)
    {
        var last = (Count - 1) / BatchGroups.Width;
        var groups = new int[reader.IndexBelow(last + 2)];
        for (var i = 0; i < groups.Length; i++)
        {
            groups[i] = Next(ref reader, i == 0 ? -1 : groups[i - 1], last);
        }

        if (groups.Length == 0)
        {
            throw new RecordFormatException($"a batch of no places before offset {reader.Offset}");
        }

        var levels = new Level[BatchGroups.LevelsOf(Count)];
        var above = new List<int>();
        for (var stored = 0; stored < levels.Length; stored++)
        {
            levels[stored] = new Level(groups, reader.Offset);
            var hashes = ((groups.Length - 1) * BatchGroups.Width) + BatchGroups.SizeOf(Count, stored, groups[^1]);
            reader.Take(hashes * Hash256.Size);
            BatchGroups.Above(groups, above);
            groups = [.. above];
        }

        return levels;
    }

    private static int Next(ref ByteReader reader, int before, int max)
    {
        var step = reader.VarInt();
        var next = (long)Math.Max(before, 0) + step;
        return (before < 0 || step > 0) && next <= max ? (int)next
            : throw new RecordFormatException($"numbers out of order before offset {reader.Offset}");
    }

    private int SizeOf(int stored, int place) => BatchGroups.SizeOf(Count, stored, _levels[stored].Groups[place]);

    // Only the last group may have fewer hashes than the others.
    private ReadOnlySpan<Hash32> Hashes(int stored, int place, int count) => MemoryMarshal.Cast<byte, Hash32>(
        _bytes.Span.Slice(
            _levels[stored].Offset + (place * BatchGroups.Width * Hash256.Size), count * Hash256.Size));

    /// <param name="Groups">The groups stored, ascending.</param>
    /// <param name="Offset">Where the first one begins.</param>
    private readonly record struct Level(int[] Groups, int Offset);
}
