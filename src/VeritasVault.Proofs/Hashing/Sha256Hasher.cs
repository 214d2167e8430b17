namespace VeritasVault.Proofs;

/// <summary>One message after the other by the platform's SHA-256.</summary>
public sealed class Sha256Hasher : IMessageHasher
{
    private Sha256Hasher()
    {
    }

    /// <summary>The only one that is needed.</summary>
    public static Sha256Hasher Instance { get; } = new();

    /// <inheritdoc/>
    public void HashMessages(ReadOnlySpan<byte> messages, ReadOnlySpan<int> ends, Span<Hash32> hashes)
    {
        hashes = hashes[..ends.Length];
        var start = 0;
        for (var i = 0; i < ends.Length; i++)
        {
            hashes[i] = Hash32.Of(messages[start..ends[i]]);
            start = ends[i];
        }
    }

    /// <inheritdoc/>
    public void HashPadded(PaddedMessages messages, Span<Hash32> hashes)
    {
        ArgumentNullException.ThrowIfNull(messages);
        hashes = hashes[..messages.Count];
        for (var i = 0; i < hashes.Length; i++)
        {
            hashes[i] = Hash32.Of(messages[i]);
        }
    }

    /// <inheritdoc/>
    public void HashPairs(ReadOnlySpan<Hash32> children, Span<Hash32> parents)
    {
        if ((children.Length & 1) != 0)
        {
            throw new ArgumentException("Children come in pairs.", nameof(children));
        }

        parents = parents[..(children.Length / 2)];
        for (var i = 0; i < parents.Length; i++)
        {
            parents[i] = MerkleHash.Node(children[2 * i], children[(2 * i) + 1]);
        }
    }
}
