namespace VeritasVault.Proofs;

/// <summary>
/// Messages gathered in one buffer to be hashed in one call: write a message with <see cref="Writer"/>, then
/// <see cref="EndMessage"/>. It is used again after <see cref="Clear"/> and then allocates nothing.
/// </summary>
public sealed class MessageBatch
{
    private int[] _ends = new int[64];

    /// <summary>Writes the message that is under way.</summary>
    public StatementWriter Writer { get; } = new(1024);

    /// <summary>Messages ended since the last <see cref="Clear"/>.</summary>
    public int Count { get; private set; }

    /// <summary>Message <paramref name="index"/>, with its prefix if it has one; valid until the next write.</summary>
    public ReadOnlySpan<byte> this[int index] => Writer.Written[(index == 0 ? 0 : _ends[index - 1])..EndOf(index)];

    /// <summary>Begins a leaf of a Merkle tree: its hash is then the leaf hash of RFC 6962.</summary>
    public void BeginLeaf() => Writer.Raw([MerkleHash.LeafPrefix]);

    /// <summary>What was written since the message before is a message.</summary>
    public void EndMessage()
    {
        if (Count == _ends.Length)
        {
            Array.Resize(ref _ends, 2 * Count);
        }

        _ends[Count++] = Writer.Length;
    }

    /// <summary>Hashes all messages, in their order, into <paramref name="hashes"/>.</summary>
    public void Hash(IMessageHasher hasher, Span<Hash32> hashes) =>
        hasher.HashMessages(Writer.Written, _ends.AsSpan(0, Count), hashes);

    /// <summary>Forgets the messages and keeps the buffers.</summary>
    public void Clear()
    {
        Writer.Clear();
        Count = 0;
    }

    private int EndOf(int index) =>
        index < Count ? _ends[index] : throw new ArgumentOutOfRangeException(nameof(index));
}
