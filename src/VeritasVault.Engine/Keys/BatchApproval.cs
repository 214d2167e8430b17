using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>One signature over a whole batch of settlements: over the root of the tree of their approvals, in the
/// order in which
/// they are submitted (spec/statements.md, What participants sign).</summary>
/// <param name="Participant">Who signs.</param>
/// <param name="Key">With which of its keys.</param>
/// <param name="Signature">The signature.</param>
public readonly record struct BatchApproval(ParticipantId Participant, KeyId Key, Signature Signature);
