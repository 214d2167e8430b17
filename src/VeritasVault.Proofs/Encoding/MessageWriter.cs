using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VeritasVault.Proofs;

/// <summary>
/// Writes items as <see cref="StatementWriter"/> does, into a message of <see cref="PaddedMessages"/> and without
/// looking for room: whoever begins a message names an upper bound of its size, and each item has one. That is the
/// invariant the callers answer for; all of them are in this project.
/// </summary>
/// <param name="bytes">The buffer.</param>
/// <param name="at">Where to write next.</param>
internal ref struct MessageWriter(ref byte bytes, int at)
{
    /// <summary>Bytes of the longest head, and so of the longest number.</summary>
    public const int NumberSizeMax = 9;

    /// <summary>Bytes of a hash with its head.</summary>
    public const int HashSize = 2 + Hash32.Size;

    /// <summary>Bytes of an amount, an id or a salt with its head.</summary>
    public const int ShortSize = 1 + Bytes16.Size;

    private const byte HashHead = ((int)CborMajor.ByteString << 5) | 24;
    private const byte ShortHead = ((int)CborMajor.ByteString << 5) | Bytes16.Size;

    private readonly ref byte _bytes = ref bytes;

    /// <summary>Where the next item goes.</summary>
    public int At { get; private set; } = at;

    /// <summary>What all messages of a kind begin with.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Head(in MessageHead head)
    {
        // Whole vectors: both sides have room behind.
        ref var from = ref MemoryMarshal.GetArrayDataReference(head.Padded);
        Vector256.LoadUnsafe(ref from).StoreUnsafe(ref Next);
        for (var done = Vector256<byte>.Count; done < head.Size; done += Vector256<byte>.Count)
        {
            Vector256.LoadUnsafe(ref from, (nuint)done).StoreUnsafe(ref Next, (nuint)done);
        }

        Advance(head.Size);
    }

    /// <summary>One byte as it is: null, an empty array or a small number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Byte(byte item)
    {
        Next = item;
        Advance(1);
    }

    /// <summary>An unsigned integer that is never negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void UInt(long value)
    {
        if (value is >= 0 and < 24)
        {
            Byte((byte)value);
        }
        else
        {
            LongUInt(value);
        }
    }

    /// <summary>A time that may be absent.</summary>
    public void TimeOrNull(long? micros)
    {
        if (micros is { } time)
        {
            UInt(time);
        }
        else
        {
            Byte(StatementWriter.NullByte);
        }
    }

    /// <summary>A name of a table.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Name(EncodedNames names, int index)
    {
        // Most names fit one vector; the table and the message have room behind for whole ones.
        ref var item = ref names.Item(index, out var size);
        Vector128.LoadUnsafe(ref item).StoreUnsafe(ref Next);
        for (var done = Vector128<byte>.Count; done < size; done += Vector128<byte>.Count)
        {
            Vector128.LoadUnsafe(ref item, (nuint)done).StoreUnsafe(ref Next, (nuint)done);
        }

        Advance(size);
    }

    /// <summary>An amount in minor units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Amount(Int128 value) => Short(unchecked((UInt128)value));

    /// <summary>An amount, or null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AmountOrNull(Int128? value)
    {
        if (value is { } amount)
        {
            Amount(amount);
        }
        else
        {
            Byte(StatementWriter.NullByte);
        }
    }

    /// <summary>16 bytes that are known: an id.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Short(UInt128 bits)
    {
        Byte(ShortHead);
        unchecked
        {
            Write(ref Next, (ulong)(bits >> 64));
            Write(ref Unsafe.Add(ref Next, sizeof(ulong)), (ulong)bits);
        }

        Advance(Bytes16.Size);
    }

    /// <summary>16 bytes that are left open: a salt.</summary>
    /// <returns>Where they belong.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int OpenSalt()
    {
        Byte(ShortHead);
        Advance(Bytes16.Size);
        return At - Bytes16.Size;
    }

    /// <summary>A hash that is known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Hash(in Hash32 hash) => Unsafe.WriteUnaligned(ref Unsafe.AddByteOffset(ref _bytes, OpenHash()), hash);

    /// <summary>A hash that is left open.</summary>
    /// <returns>Where it belongs.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int OpenHash()
    {
        Byte(HashHead);
        Byte(Hash32.Size);
        Advance(Hash32.Size);
        return At - Hash32.Size;
    }

    private readonly ref byte Next => ref Unsafe.Add(ref _bytes, At);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Advance(int count) => At = unchecked(At + count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(ref byte to, ulong value) =>
        Unsafe.WriteUnaligned(ref to, BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value);

    // The shortest head, the number left-aligned behind it: eight bytes are written and the rest overwritten.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void LongUInt(long value)
    {
        if (value < 0)
        {
            throw new OverflowException("numbers of statements are not negative");
        }

        var doublings = value <= byte.MaxValue ? 0 : value <= ushort.MaxValue ? 1 : value <= uint.MaxValue ? 2 : 3;
        unchecked
        {
            Next = (byte)(24 + doublings);
            Write(ref Unsafe.Add(ref Next, 1), (ulong)value << (64 - (8 << doublings)));
        }

        Advance(1 + (1 << doublings));
    }
}
