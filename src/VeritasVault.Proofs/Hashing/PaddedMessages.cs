using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VeritasVault.Proofs;

/// <summary>
/// Messages gathered to be hashed in one call, each laid out as SHA-256 takes it (FIPS 180-4, section 5.1.1): padded to
/// whole blocks of 64 bytes. What is not known yet when a message is written, a salt or a hash, is left open and
/// <see cref="Put(int, in Hash32)"/> later. It is used again after <see cref="Clear"/> and then allocates nothing.
/// </summary>
public sealed class PaddedMessages
{
    internal const int BlockSize = PackedMessages.BlockSize;

    // Behind what is reserved: 72 bytes of padding, copies that write whole vectors, and the reads of a lane whose
    // message is shorter than the one beside it.
    private const int Slack = 128 + (LaneHasher.BlocksMax * BlockSize);

    private byte[] _bytes = new byte[4096];
    private int[] _starts = new int[64];
    private int[] _blocks = new int[64];
    private int _length;

    /// <summary>Messages since the last <see cref="Clear"/>.</summary>
    public int Count { get; private set; }

    /// <summary>Blocks of all of them together: so many compressions hashing them takes.</summary>
    public int Blocks => _length / BlockSize;

    /// <summary>Where the next message will begin.</summary>
    public int NextStart => _length;

    /// <summary>Whether all messages have as many blocks as the first, so that they need no order.</summary>
    internal bool AreEqual { get; private set; } = true;

    internal ReadOnlySpan<byte> Bytes => _bytes;

    internal ReadOnlySpan<int> Starts => _starts.AsSpan(0, Count);

    internal ReadOnlySpan<int> BlockCounts => _blocks.AsSpan(0, Count);

    /// <summary>Blocks of a message of so many bytes, with its padding.</summary>
    public static int BlocksOf(int length) => PackedMessages.BlocksOf(length);

    /// <summary>Message <paramref name="index"/> without its padding; valid until the next write.</summary>
    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            var padded = _bytes.AsSpan(Starts[index], BlockCounts[index] * BlockSize);
            return padded[..(int)(BinaryPrimitives.ReadUInt64BigEndian(padded[^sizeof(ulong)..]) / 8)];
        }
    }

    /// <summary>Adds a whole message.</summary>
    public void Add(ReadOnlySpan<byte> message)
    {
        Room(message.Length);
        message.CopyTo(_bytes.AsSpan(_length));
        End(_length + message.Length);
    }

    /// <summary>Adds a leaf of a Merkle tree: its hash is then the leaf hash of RFC 6962.</summary>
    public void AddLeaf(ReadOnlySpan<byte> leaf)
    {
        Room(1 + leaf.Length);
        _bytes[_length] = MerkleHash.LeafPrefix;
        leaf.CopyTo(_bytes.AsSpan(_length + 1));
        End(_length + 1 + leaf.Length);
    }

    /// <summary>Fills 32 bytes that were left open.</summary>
    /// <param name="at">Where, counted as <see cref="NextStart"/> is.</param>
    /// <param name="hash">What belongs there.</param>
    public void Put(int at, in Hash32 hash) => MemoryMarshal.Write(_bytes.AsSpan(at, Hash32.Size), hash);

    /// <summary>Fills 16 bytes that were left open with the first half of a hash, as salts are made.</summary>
    /// <param name="at">Where, counted as <see cref="NextStart"/> is.</param>
    /// <param name="hash">What the salt is taken from.</param>
    public void PutSalt(int at, in Hash32 hash) =>
        hash.Bytes[..Bytes16.Size].CopyTo(_bytes.AsSpan(at, Bytes16.Size));

    /// <summary>Hashes all messages, in their order, into <paramref name="hashes"/>.</summary>
    public void Hash(IMessageHasher hasher, Span<Hash32> hashes)
    {
        ArgumentNullException.ThrowIfNull(hasher);
        hasher.HashPadded(this, hashes);
    }

    /// <summary>Forgets the messages and keeps the buffers.</summary>
    public void Clear()
    {
        _length = 0;
        Count = 0;
        AreEqual = true;
    }

    /// <summary>Begins a message of at most <paramref name="sizeMax"/> bytes, which <see cref="End(MessageWriter)"/>
    /// ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal MessageWriter Begin(int sizeMax)
    {
        Room(sizeMax);
        return new MessageWriter(ref MemoryMarshal.GetArrayDataReference(_bytes), _length);
    }

    /// <summary>Ends the message that was begun.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void End(MessageWriter writer) => End(writer.At);

    /// <summary>Adds a message of one block that is padded already, from a template.</summary>
    /// <returns>The block, to be filled where messages differ.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref byte AddBlock(ReadOnlySpan<byte> template)
    {
        Room(BlockSize);
        template[..BlockSize].CopyTo(_bytes.AsSpan(_length, BlockSize));
        ref var block = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_bytes), _length);
        Note(1);
        return ref block;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void End(int end)
    {
        var size = unchecked((uint)(end - _length));
        var blocks = unchecked((int)((size + sizeof(ulong)) / BlockSize) + 1);

        // The padding is at most 72 bytes: the mark, 63 bytes of zeros, and the length in the last eight.
        unchecked
        {
            var padding = _bytes.AsSpan(end, BlockSize);
            Vector256.CreateScalar(PackedMessages.Mark).CopyTo(padding);
            Vector256<byte>.Zero.CopyTo(padding[Vector256<byte>.Count..]);
            BinaryPrimitives.WriteUInt64BigEndian(
                _bytes.AsSpan(_length + (blocks * BlockSize) - sizeof(ulong), sizeof(ulong)), 8UL * size);
        }

        Note(blocks);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Note(int blocks)
    {
        if (Count == _starts.Length)
        {
            Array.Resize(ref _starts, 2 * Count);
            Array.Resize(ref _blocks, 2 * Count);
        }

        _starts[Count] = _length;
        _blocks[Count] = blocks;
        AreEqual &= blocks == _blocks[0];
        unchecked
        {
            Count++;
            _length += blocks * BlockSize;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Room(int size)
    {
        if (_bytes.Length - _length < size + Slack)
        {
            Array.Resize(ref _bytes, Math.Max(_length + size + Slack, 2 * _bytes.Length));
        }
    }
}
