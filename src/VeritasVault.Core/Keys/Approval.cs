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
