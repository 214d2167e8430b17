using System.Runtime.InteropServices;

namespace VeritasVault.Proofs.Tests;

/// <summary>The hash levels of tlog-tiles as a frontier hands them out.</summary>
internal sealed class TileStore(TileStore? of = null)
{
    private readonly List<List<Hash32>> _levels = of?._levels ?? [];

    public List<TileAddress> Read { get; } = [];

    public void Add(int tileLevel, long firstIndex, ReadOnlySpan<Hash32> hashes)
    {
        if (tileLevel == _levels.Count)
        {
            _levels.Add([]);
        }

        Assert.Equal(_levels[tileLevel].Count, firstIndex);
        _levels[tileLevel].AddRange(hashes);
    }

    public ReadOnlyMemory<byte> Tile(TileAddress tile)
    {
        Assert.DoesNotContain(tile, Read);
        Read.Add(tile);
        var first = (int)tile.Index * TileAddress.WidthMax;
        return MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_levels[tile.Level]).Slice(first, tile.Width)).ToArray();
    }
}
