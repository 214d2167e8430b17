namespace VeritasVault.Core;

/// <summary>
/// A participant's signature over a settlement: its consent in a form that it cannot deny and nobody can invent. Not
/// part of the settlement's content: more can be brought while it is open.
/// </summary>
/// <param name="Participant">Who signs.</param>
/// <param name="Key">With which of its keys.</param>
/// <param name="Signature">The signature: over this settlement, or over a batch it is in.</param>
public readonly record struct Approval(ParticipantId Participant, KeyId Key, Signature Signature)
{
    /// <summary>Where this settlement is in the batch that was signed; null when it was signed by itself.</summary>
    public ApprovalBatch? Batch { get; init; }
}

/// <summary>The place of one approval among those that were signed together (RFC 6962, section 2.1.1).</summary>
/// <param name="Index">Its place, from 0, below <paramref name="Count"/>.</param>
/// <param name="Count">How many were signed together, 1 to 1,048,576.</param>
/// <param name="Path">The audit path from this approval to the root that was signed; at most 20 hashes. The array must
/// not change afterwards.</param>
public sealed record ApprovalBatch(int Index, int Count, Hash256[] Path)
{
    /// <summary>The audit path.</summary>
    public Hash256[] Path { get; } = Path ?? throw new ArgumentNullException(nameof(Path));

    // The compiler's equality would compare the arrays by reference.

    /// <inheritdoc />
    public bool Equals(ApprovalBatch? other) =>
        other is not null && (Index, Count) == (other.Index, other.Count) && Path.AsSpan().SequenceEqual(other.Path);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Index, Count, Path.Length);
}
