using System.Buffers.Binary;
using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>A sum over the hashes of rows, which is the same in whatever order they come. Rows are hashed many at a
/// time.</summary>
internal sealed class RowSum(IMessageHasher hasher)
{
    private const int RowsAtATime = 256;

    private readonly ByteWriter _rows = new(RowsAtATime * 64);
    private readonly int[] _ends = new int[RowsAtATime];
    private readonly Hash32[] _hashes = new Hash32[RowsAtATime];
    private int _count;
    private long _added;
    private UInt128 _high;
    private UInt128 _low;

    /// <summary>Rows added.</summary>
    public long Rows => _added;

    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        _rows.Bytes(key);
        _rows.Bytes(value);
        _ends[_count++] = _rows.Length;
        _added++;
        if (_count == RowsAtATime)
        {
            Hash();
        }
    }

    public bool IsThatOf(RowSum other)
    {
        Hash();
        other.Hash();
        return (_added, _high, _low) == (other._added, other._high, other._low);
    }

    private void Hash()
    {
        hasher.HashMessages(_rows.Written, _ends.AsSpan(0, _count), _hashes);
        foreach (ref readonly var hash in _hashes.AsSpan(0, _count))
        {
            unchecked
            {
                _high += BinaryPrimitives.ReadUInt128BigEndian(hash.Bytes);
                _low += BinaryPrimitives.ReadUInt128BigEndian(hash.Bytes[16..]);
            }
        }

        _rows.Clear();
        _count = 0;
    }
}
