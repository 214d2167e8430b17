using System.Numerics;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>
/// Hashes of the position statements that this lane made last. What was after one entry is before the next one that
/// lists the position, the same bytes with the same salt: it need not be hashed again. Bounded; a row that another
/// position has taken is a hash made again, nothing else.
/// </summary>
internal sealed class KnownPositions
{
    /// <summary>Rows at most: 3 MiB.</summary>
    public const int RowsMax = 1 << 16;

    private const int RowsMin = 1 << 10;

    private Row[] _rows = new Row[RowsMin];

    /// <summary>The row in which the position is, if it is in any; valid until the next <see cref="Room"/>.</summary>
    public ref Row At(int positionIndex) => ref _rows[positionIndex & (_rows.Length - 1)];

    /// <summary>Grows with the positions, as far as the bound.</summary>
    public void Room(int positions)
    {
        if (positions <= _rows.Length || _rows.Length == RowsMax)
        {
            return;
        }

        var old = _rows;
        _rows = new Row[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Min(positions, RowsMax))];
        foreach (ref readonly var row in old.AsSpan())
        {
            At(row.PositionIndex) = row;
        }
    }

    /// <summary>What is known of a position.</summary>
    public struct Row
    {
        public int PositionIndex;

        /// <summary>The message that makes the hash, in the batch being gathered; -1 when it is made.</summary>
        public int Pending;

        /// <summary>The version it is the hash of; 0 in an empty row, for nobody makes a version 0.</summary>
        public long Version;
        public Hash32 Hash;

        public readonly bool Is(int positionIndex, long version) =>
            Version == version && PositionIndex == positionIndex && version > 0;
    }
}
