using System.Buffers.Binary;
using System.Runtime.InteropServices;
using VeritasVault.Core;
using VeritasVault.Proofs;
using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>
/// The log's tree in tiles of 256 hashes (C2SP tlog-tiles): what the store holds, and in memory what has grown since
/// it was
/// written. A proof reads a few tiles, however long the log is. Guarded by the projection's gate.
/// </summary>
internal sealed class LogTiles
{
    private const int KeySize = 1 + sizeof(long);
    private const int TileBytes = TileAddress.WidthMax * Hash32.Size;

    private readonly ILedgerStore _store;
    private readonly Dictionary<(int Level, long Index), Tile> _grown = [];
    private readonly Stack<Tile> _spare = new();
    private readonly MerkleFrontier _frontier;

    /// <param name="store">The tiles that were written.</param>
    /// <param name="size">Entries of the log they hold.</param>
    /// <exception cref="RecordFormatException">A tile is missing or cut short.</exception>
    public LogTiles(ILedgerStore store, long size)
    {
        _store = store;
        Size = size;
        _frontier = MerkleFrontier.Restore(MessageHasher.Best, size, EdgeOf(size));
    }

    /// <summary>Entries of the log.</summary>
    public long Size { get; private set; }

    /// <summary>The right edge of the tree, for whoever extends it.</summary>
    public MerkleFrontier Frontier() => MerkleFrontier.Restore(MessageHasher.Best, Size, _frontier.Nodes());

    /// <summary>The tree of the first <paramref name="size"/> entries, to make proofs of.</summary>
    public INodeSource Nodes(long size) => new TileNodes(Read, size, MessageHasher.Best);

    /// <summary>A durable block's leaf hashes.</summary>
    public void Append(ReadOnlySpan<Hash32> leaves)
    {
        _frontier.Append(leaves, Grow);
        Size = _frontier.Size;
    }

    /// <summary>Writes what has grown.</summary>
    public void Write(DerivedWrite rows)
    {
        Span<byte> key = stackalloc byte[KeySize];
        foreach (var (place, tile) in _grown)
        {
            WriteKey(key, place.Level, place.Index);
            rows.Put(StoreTable.Tiles, key, tile.Written.Span);
        }
    }

    /// <summary>What had grown is written.</summary>
    public void Clear()
    {
        foreach (var tile in _grown.Values)
        {
            tile.Clear();
            _spare.Push(tile);
        }

        _grown.Clear();
    }

    /// <summary>The key of a tile's row: level, then place, big-endian.</summary>
    public static byte[] KeyOf(int level, long index)
    {
        var key = new byte[KeySize];
        WriteKey(key, level, index);
        return key;
    }

    private static void WriteKey(Span<byte> key, int level, long index)
    {
        key[0] = (byte)level;
        BinaryPrimitives.WriteInt64BigEndian(key[1..], index);
    }

    private void Grow(int level, long first, ReadOnlySpan<Hash32> hashes)
    {
        while (!hashes.IsEmpty)
        {
            var index = first / TileAddress.WidthMax;
            var place = (int)(first % TileAddress.WidthMax);
            var count = Math.Min(hashes.Length, TileAddress.WidthMax - place);
            TileAt(level, index, place).Add(place, hashes[..count]);
            first += count;
            hashes = hashes[count..];
        }
    }

    private Tile TileAt(int level, long index, int width)
    {
        if (!_grown.TryGetValue((level, index), out var tile))
        {
            tile = _spare.TryPop(out var spare) ? spare : new Tile();
            if (width > 0)
            {
                tile.Add(0, MemoryMarshal.Cast<byte, Hash32>(ReadStored(level, index, width).AsSpan())[..width]);
            }

            _grown.Add((level, index), tile);
        }

        return tile;
    }

    /// <summary>A tile with at least the width asked for.</summary>
    /// <exception cref="RecordFormatException">It is missing or cut short.</exception>
    public ReadOnlyMemory<byte> Read(TileAddress address) =>
        _grown.TryGetValue((address.Level, address.Index), out var tile) && tile.Width >= address.Width
            ? tile.Written.ToArray() // Its memory is used again for another tile once this one is written.
            : ReadStored(address.Level, address.Index, address.Width);

    private byte[] ReadStored(int level, long index, int width)
    {
        var bytes = _store.Read(StoreTable.Tiles, KeyOf(level, index));
        return bytes is not null && bytes.Length >= width * Hash32.Size
            ? bytes
            : throw new RecordFormatException($"tile {level}/{index} of the log is missing or cut short");
    }

    private Hash32[] EdgeOf(long size)
    {
        var nodes = new List<Hash32>();
        var source = Nodes(size);
        var start = 0L;
        for (var level = 62; level >= 0; level--)
        {
            if (((size >> level) & 1) != 0)
            {
                nodes.Add(source.Node(level, start >> level));
                start += 1L << level;
            }
        }

        return [.. nodes];
    }

    private sealed class Tile
    {
        private readonly byte[] _bytes = new byte[TileBytes];

        public int Width { get; private set; }

        public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Width * Hash32.Size);

        public void Clear() => Width = 0;

        public void Add(int place, ReadOnlySpan<Hash32> hashes)
        {
            Invariant.Holds(place == Width);
            hashes.CopyTo(MemoryMarshal.Cast<byte, Hash32>(_bytes.AsSpan())[place..]);
            Width += hashes.Length;
        }
    }
}
