namespace VeritasVault.Proofs;

/// <summary>
/// SHA-256 of many messages in one call. Whoever has many hashes to make gathers them first, so that an implementation
/// may compute several side by side. Implementations keep no state between calls and may be shared between threads.
/// </summary>
public interface IMessageHasher
{
    /// <summary>Hashes the messages that lie one after the other in one buffer.</summary>
    /// <param name="messages">
    /// All messages; message i ends at <c>ends[i]</c> and begins where the one before ends.
    /// </param>
    /// <param name="ends">The ends, not decreasing; the last at most the length of <paramref name="messages"/>.</param>
    /// <param name="hashes">Receives the hashes; at least as many as there are ends.</param>
    void HashMessages(ReadOnlySpan<byte> messages, ReadOnlySpan<int> ends, Span<Hash32> hashes);

    /// <summary>Hashes messages that are padded already.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="hashes">Receives the hashes in their order; at least as many.</param>
    void HashPadded(PaddedMessages messages, Span<Hash32> hashes);

    /// <summary>Hashes pairs of nodes as RFC 6962 does: SHA-256(0x01 ‖ left ‖ right).</summary>
    /// <param name="children">The children of parent i at 2i and 2i+1; of even length.</param>
    /// <param name="parents">
    /// Receives half as many hashes. It may be the front of <paramref name="children"/>: a parent is written only after
    /// all children up to its own were read.
    /// </param>
    void HashPairs(ReadOnlySpan<Hash32> children, Span<Hash32> parents);
}
