namespace VeritasVault.Core;

/// <summary>
/// Registers a key with which a participant signs. The first is brought by the operator; each later one is endorsed by
/// one that is valid, and then the participant's own actor may bring it too. An operator can reset the keys of a
/// participant that has lost all of its own, which is recorded as such for good.
/// </summary>
public sealed record RegisterKey : RegistryCommand
{
    /// <summary>Whose key it is.</summary>
    public required ParticipantId Participant { get; init; }

    /// <summary>The key, of Ed25519; none that was ever registered.</summary>
    public required PublicKey PublicKey { get; init; }

    /// <summary>From when on it may sign; null means its registration. An endorsed key must say it, for it is part of
    /// what its predecessor signs.</summary>
    public Timestamp? ValidFrom { get; init; }

    /// <summary>From when on it may not any more, later than <see cref="ValidFrom"/>; null means without end.</summary>
    public Timestamp? ValidUntil { get; init; }

    /// <summary>A valid key of the participant vouches for it.</summary>
    public KeyEndorsement? Endorsement { get; init; }

    /// <summary>The operator brings it without endorsement although there were keys before.</summary>
    public bool IsReset { get; init; }

    /// <summary>Its id, as the signature rule gives it; set by the registry, so that whoever reads the record need not
    /// know the rule.</summary>
    internal KeyId Key { get; init; }
}
