namespace VeritasVault.Proofs;

/// <summary>Lanes of one width that hash what they are given, with idle lanes in the last go where it does not fill
/// them.</summary>
internal interface IHashLanes
{
    /// <summary>Lanes.</summary>
    int Count { get; }

    /// <summary>Hashes messages in the order given, the longest first.</summary>
    /// <param name="messages">All messages; the chosen ones have at most <see cref="LaneHasher.BlocksMax"/>
    /// blocks.</param>
    /// <param name="order">The messages to hash.</param>
    /// <param name="hashes">Receives the hash of message i at place i.</param>
    void HashMessages(in PackedMessages messages, ReadOnlySpan<int> order, Span<Hash32> hashes);

    /// <summary>Hashes messages that are padded already (FIPS 180-4, section 5.1.1).</summary>
    /// <param name="bytes">Where they are. After the beginning of each there are as many bytes as the longest one
    /// beside it has; those after its own end are read and come to nothing.</param>
    /// <param name="starts">Where each begins.</param>
    /// <param name="blocks">How many blocks of 64 bytes each has, never more than the one before.</param>
    /// <param name="hashes">Receives the hash of message i at place i.</param>
    void HashPadded(
        ReadOnlySpan<byte> bytes, ReadOnlySpan<int> starts, ReadOnlySpan<int> blocks, Span<Hash32> hashes);

    /// <summary>Hashes pairs of nodes.</summary>
    /// <param name="children">Twice as many as parents.</param>
    /// <param name="parents">As with <see cref="IMessageHasher.HashPairs"/>.</param>
    void HashPairs(ReadOnlySpan<Hash32> children, Span<Hash32> parents);
}
