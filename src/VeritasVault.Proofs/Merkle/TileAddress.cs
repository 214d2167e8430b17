using System.Globalization;

namespace VeritasVault.Proofs;

/// <summary>A hash tile of C2SP tlog-tiles: 256 hashes of one level of the tree, or fewer at its right edge.</summary>
/// <param name="Level">0 for leaf hashes; a hash of level l is the root of 256^l leaves. At most 7.</param>
/// <param name="Index">The place within the level; hash i of the tile is number 256 · index + i of it.</param>
/// <param name="Width">Hashes of the tile in a tree of a given size, from 1 to 256.</param>
public readonly record struct TileAddress(int Level, long Index, int Width)
{
    /// <summary>Levels of the tree in one tile.</summary>
    public const int Height = 8;

    /// <summary>Hashes of a full tile.</summary>
    public const int WidthMax = 1 << Height;

    /// <summary>The resource of the tile, <c>tile/0/x001/x234/067</c>, with <c>.p/5</c> when it is partial.</summary>
    public string Path
    {
        get
        {
            var name = Group(Index % 1000);
            for (var rest = Index / 1000; rest > 0; rest /= 1000)
            {
                name = $"x{Group(rest % 1000)}/{name}";
            }

            var width = Width == WidthMax ? "" : $".p/{Width.ToString(CultureInfo.InvariantCulture)}";
            return $"tile/{Level.ToString(CultureInfo.InvariantCulture)}/{name}{width}";
        }
    }

    /// <summary>The tile in which the node lies or, above the tile's lowest level, the hashes under it.</summary>
    /// <param name="level">Level of the node in the tree.</param>
    /// <param name="index">Place of the node within its level.</param>
    /// <param name="treeSize">Leaves of the tree, which holds the whole subtree of the node.</param>
    public static TileAddress OfNode(int level, long index, long treeSize)
    {
        var tileLevel = level / Height;
        var tileIndex = FirstHashOf(level, index) / WidthMax;
        var hashes = (treeSize >> (tileLevel * Height)) - (tileIndex * WidthMax);
        return new TileAddress(tileLevel, tileIndex, (int)Math.Min(WidthMax, hashes));
    }

    /// <summary>Number, within the tile's level, of the first hash under the node.</summary>
    internal static long FirstHashOf(int level, long index) => index << (level % Height);

    private static string Group(long number) => number.ToString("000", CultureInfo.InvariantCulture);
}
