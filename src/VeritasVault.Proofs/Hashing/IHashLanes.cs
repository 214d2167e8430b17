namespace VeritasVault.Proofs;

/// <summary>Lanes of one width that hash what they are given, with idle lanes in the last go where it does not fill
/// them.</summary>
internal interface IHashLanes
{
    /// <summary>Lanes.</summary>
    int Count { get; }

    /// <summary>Hashes messages in the order given; those of about one length are best beside each other.</summary>
    /// <param name="messages">All messages; valid ones, and the chosen ones of less than 2^29 bytes.</param>
    /// <param name="order">The messages to hash.</param>
    /// <param name="hashes">Receives the hash of message i at place i.</param>
    void HashMessages(in PackedMessages messages, ReadOnlySpan<int> order, Span<Hash32> hashes);

    /// <summary>Hashes pairs of nodes.</summary>
    /// <param name="children">Twice as many as parents.</param>
    /// <param name="parents">As with <see cref="IMessageHasher.HashPairs"/>.</param>
    void HashPairs(ReadOnlySpan<Hash32> children, Span<Hash32> parents);
}
