namespace VeritasVault.Core;

/// <summary>
/// Ends the validity of a key now, for good: what it signed and is not decided yet waits for another signature. Given
/// by the operator or by the participant's own actor.
/// </summary>
public sealed record RevokeKey : RegistryCommand
{
    /// <summary>Whose key it is.</summary>
    public required ParticipantId Participant { get; init; }

    /// <summary>Which key.</summary>
    public required KeyId Key { get; init; }
}
