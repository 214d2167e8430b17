using System.Buffers.Binary;

namespace VeritasVault.Storage.RocksDb;

/// <summary>
/// A block in the table of blocks: parts of 16 KiB under block number and part number, so that reading a record does
/// not read the megabyte around it. The first part begins with the length of the whole block.
/// </summary>
internal static class BlockParts
{
    public const int PartBytes = 16 << 10;

    private const int LengthBytes = sizeof(int);
    private const int KeyBytes = sizeof(long) + sizeof(int);

    /// <summary>Key of a part: both numbers big-endian, so that parts of a block lie together, in order.</summary>
    public static byte[] Key(long blockNo, int part)
    {
        byte[] key = new byte[KeyBytes];
        WriteKey(key, blockNo, part);
        return key;
    }

    /// <summary>The block number in a key; 0 when it is none of ours.</summary>
    public static long NumberIn(ReadOnlySpan<byte> key) =>
        key.Length == KeyBytes ? BinaryPrimitives.ReadInt64BigEndian(key) : 0;

    public static void Put(NativeBatch batch, nint table, long blockNo, ReadOnlySpan<byte> block)
    {
        Span<byte> key = stackalloc byte[KeyBytes];
        Span<byte> first = stackalloc byte[PartBytes];
        int taken = Math.Min(block.Length, PartBytes - LengthBytes);
        BinaryPrimitives.WriteInt32LittleEndian(first, block.Length);
        block[..taken].CopyTo(first[LengthBytes..]);
        WriteKey(key, blockNo, 0);
        batch.Put(table, key, first[..(LengthBytes + taken)]);
        for (int part = 1; taken < block.Length; part++)
        {
            ReadOnlySpan<byte> next = block.Slice(taken, Math.Min(PartBytes, block.Length - taken));
            WriteKey(key, blockNo, part);
            batch.Put(table, key, next);
            taken += next.Length;
        }
    }

    /// <summary>The whole block; null with an error, or without one when it is not all there.</summary>
    public static byte[]? ReadAll(NativeScan scan, long blockNo, out string? error)
    {
        byte[]? block = null;
        int taken = 0;
        scan.Seek(Key(blockNo, 0));
        for (int part = 0; scan.IsValid && (block is null || taken < block.Length); part++, scan.Next())
        {
            if (!scan.Key.SequenceEqual(Key(blockNo, part)))
            {
                break;
            }

            ReadOnlySpan<byte> bytes = scan.Value;
            if (block is null)
            {
                block = LengthIn(bytes) is { } length ? new byte[length] : null;
                bytes = block is null ? [] : bytes[LengthBytes..];
            }

            if (block is null || bytes.Length > block.Length - taken)
            {
                break;
            }

            bytes.CopyTo(block.AsSpan(taken));
            taken += bytes.Length;
        }

        error = scan.IsValid ? null : scan.Error();
        return error is null && block is not null && taken == block.Length ? block : null;
    }

    /// <summary>Some bytes of a block; false with an error, or without one when they are not all there.</summary>
    public static bool Read(
        NativeDatabase database, long blockNo, int offset, Span<byte> destination, out string? error)
    {
        error = null;
        Span<byte> key = stackalloc byte[KeyBytes];
        long at = (long)offset + LengthBytes;
        while (!destination.IsEmpty)
        {
            WriteKey(key, blockNo, (int)(at / PartBytes));
            error = database.ReadBlock(key, (int)(at % PartBytes), destination, out int copied);
            if (error is not null || copied <= 0)
            {
                return false;
            }

            at += copied;
            destination = destination[copied..];
        }

        return true;
    }

    private static int? LengthIn(ReadOnlySpan<byte> first) =>
        first.Length > LengthBytes && BinaryPrimitives.ReadInt32LittleEndian(first) is var length
            && length is > 0 and <= StoreLimits.BlockBytesMax
            ? length
            : null;

    private static void WriteKey(Span<byte> key, long blockNo, int part)
    {
        BinaryPrimitives.WriteInt64BigEndian(key, blockNo);
        BinaryPrimitives.WriteInt32BigEndian(key[sizeof(long)..], part);
    }
}
